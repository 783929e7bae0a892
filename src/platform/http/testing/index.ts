export { restApp, type RestApp } from './rest-app.js';
