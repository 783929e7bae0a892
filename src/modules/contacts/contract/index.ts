export type { ContactDraft, ContactRef } from '../domain/contact.js';
export { matchKeyOf, type MatchParts } from '../domain/match-key.js';
