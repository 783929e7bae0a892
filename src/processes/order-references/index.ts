export { OrderReferencesModule } from './order-references.module.js';
