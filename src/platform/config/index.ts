export { Config, ROLES, type ConfigValues, type Role } from './config.js';
export { ConfigError, loadConfig } from './load-config.js';
export { ConfigModule } from './config.module.js';
export { configOfThisProcess } from './process-config.js';
