export { FileStorage, type FileSource } from './file-storage.js';
export { FileStorageModule } from './file-storage.module.js';
