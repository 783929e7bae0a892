import type { Config } from '../config/index.js';
import type { Logger } from '../logging/index.js';
import type { SecretKey } from '../secrets/index.js';

/** What is known before there is an application: the modules are made from it. */
export interface HubContext {
  readonly config: Config;
  readonly logger: Logger;
  /** Of the embedded server or of DATABASE_URL; all migrations are applied. */
  readonly databaseUrl: string;
  readonly secretKeys: readonly SecretKey[];
}
