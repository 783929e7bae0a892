export { Sealer, SealError } from './sealer.js';
export { parseSecretKeys, type SecretKey } from './secret-key.js';
export { keysOfDataFolder } from './key-file.js';
export { hashSecret, isSecretOf } from './secret-hash.js';
export { SecretsModule } from './secrets.module.js';
