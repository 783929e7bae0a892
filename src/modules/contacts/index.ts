export { ContactsModule } from './contacts.module.js';
export { ContactsFacade } from './application/contacts.facade.js';
export { matchKeyOf } from './domain/match-key.js';
