export { BigCommerceModule } from './bigcommerce.module.js';
