import type { LogLevel } from '../logging/index.js';
import type { SecretKey } from '../secrets/index.js';

export type Role = 'web' | 'worker' | 'scheduler';
export const ROLES: readonly Role[] = ['web', 'worker', 'scheduler'];

/** A bucket behind an S3-compatible API. */
export interface S3Settings {
  /** Address of the API, without the bucket and without a slash at the end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ConfigValues {
  readonly host: string;
  readonly port: number;
  /** Where a process without the web role answers /health and /metrics; null: nowhere. */
  readonly healthPort: number | null;
  readonly roles: readonly Role[];
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly databasePoolSize: number;
  readonly dataDir: string;
  readonly redisUrl: string | null;
  readonly logLevel: LogLevel;
  /** Null: kept in `dataDir` (only with the embedded database). */
  readonly secretKeys: readonly SecretKey[] | null;
  /** How the world reaches this hub, without a slash at the end; null: it does not (no webhooks, links are local). */
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
  readonly shutdownTimeoutMs: number;
  /** Plain http to remote systems on other machines; to this machine it is always allowed. */
  readonly outboundAllowHttp: boolean;
  /** Support reports and answers that one address may send in a minute without a key. */
  readonly ticketsPerMinute: number;
  /** Where tickets' mails go out; null: none is written or sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** What the mail gateway signs with; null: no mail is taken in. */
  readonly inboundEmailSecret: string | null;
  /** Where files are kept; null: in `dataDir`. */
  readonly s3: S3Settings | null;
  /** Bytes of all stored files together. */
  readonly fileStorageLimit: number;
  /** Presets the key of the first start; null: one is made and shown once. */
  readonly adminKey: string | null;
  /** The company that the first start makes; people rename it later, but its currency stays. */
  readonly firstCompany: { readonly name: string; readonly currency: string; readonly country: string };
}

/** What the environment said, checked. Inject it; nothing else reads process.env. */
export class Config implements ConfigValues {
  declare readonly host: string;
  declare readonly port: number;
  declare readonly healthPort: number | null;
  declare readonly roles: readonly Role[];
  declare readonly databaseUrl: string | null;
  declare readonly databasePoolSize: number;
  declare readonly dataDir: string;
  declare readonly redisUrl: string | null;
  declare readonly logLevel: LogLevel;
  declare readonly secretKeys: readonly SecretKey[] | null;
  declare readonly publicUrl: string | null;
  declare readonly trustProxy: boolean;
  declare readonly shutdownTimeoutMs: number;
  declare readonly outboundAllowHttp: boolean;
  declare readonly ticketsPerMinute: number;
  declare readonly smtp: ConfigValues['smtp'];
  declare readonly inboundEmailSecret: string | null;
  declare readonly s3: S3Settings | null;
  declare readonly fileStorageLimit: number;
  declare readonly adminKey: string | null;
  declare readonly firstCompany: ConfigValues['firstCompany'];

  constructor(values: ConfigValues) {
    Object.assign(this, values);
  }

  hasRole(role: Role): boolean {
    return this.roles.includes(role);
  }

  /** How long running work may take to end at shutdown; the rest of the time closes the database and the log. */
  get drainMs(): number {
    return Math.round(this.shutdownTimeoutMs * 0.6);
  }

  /** The values no log line may show. */
  get secrets(): string[] {
    const urls = [this.databaseUrl, this.redisUrl, this.smtp?.url ?? null];
    const passwords = urls.flatMap((url) => (url === null ? [] : [new URL(url).password]));
    const keys = (this.secretKeys ?? []).map((key) => key.bytes.toString('base64'));
    return [
      ...passwords,
      ...passwords.map(decodeURIComponent),
      ...keys,
      this.inboundEmailSecret ?? '',
      this.s3?.secretAccessKey ?? '',
      this.adminKey ?? '',
    ].filter(Boolean);
  }

  toJSON(): Record<string, unknown> {
    return {
      roles: this.roles,
      port: this.port,
      database: this.databaseUrl ? 'server' : 'embedded',
      redis: this.redisUrl !== null,
      files: this.s3 ? 's3' : 'disk',
    };
  }
}
