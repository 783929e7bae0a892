export { SupportTicketsModule } from './support-tickets.module.js';
