export { TicketLinksModule } from './ticket-links.module.js';
