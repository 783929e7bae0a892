export { aPayment, anInvoice, anInvoiceLine } from './drafts.js';
export { openBooks, type Books } from './open-books.js';
