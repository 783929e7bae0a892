export { InstanceHomeModule } from './instance-home.module.js';
