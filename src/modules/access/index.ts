export { AccessModule } from './access.module.js';
export type { FirstKeyOptions } from './application/first-key.js';
export { ROLES, PERMISSION_TABLE, type Role } from './domain/permissions.js';
