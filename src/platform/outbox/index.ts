export { Outbox } from './outbox.js';
export type { EventDraft, EventHandler, EventType, ParkedDelivery, StoredEvent } from './event.js';
export { OutboxModule } from './outbox.module.js';
