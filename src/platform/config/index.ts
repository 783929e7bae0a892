export { Config, ROLES, type ConfigValues, type Role, type S3Settings } from './config.js';
export { ConfigError, loadConfig } from './load-config.js';
export { ConfigModule } from './config.module.js';
export { configOfThisProcess } from './process-config.js';
export { hubVersion } from './hub-version.js';
