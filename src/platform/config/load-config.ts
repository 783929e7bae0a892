import { isCurrency } from '../../shared-kernel/index.js';
import { StartupError } from '../lifecycle/startup-error.js';
import { LOG_LEVELS } from '../logging/index.js';
import { parseSecretKeys, type SecretKey } from '../secrets/index.js';
import { Config, type ConfigValues, type Role, ROLES, type S3Settings } from './config.js';
import { orList, Variables } from './variables.js';

/** EX_CONFIG of sysexits.h: a supervisor can tell a wrong setting, which a restart does not mend, from a crash. */
const EXIT_CONFIG = 78;

/** One sentence per wrong variable, all of them at once. */
export class ConfigError extends StartupError {
  constructor(readonly complaints: readonly string[]) {
    super(complaints.join('\n'), EXIT_CONFIG);
    this.name = 'ConfigError';
  }
}

/** Reads the environment and the arguments (`--role web,worker`) once, or throws ConfigError with everything that is wrong. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[] = []): Config {
  const variables = new Variables(env);
  const embedded = variables.text('DATABASE_URL') === null;
  const config = new Config({
    // Open to other machines only when somebody says so.
    host: variables.text('HOST') ?? '127.0.0.1',
    port: variables.integer('PORT', 8080, { min: 0, max: 65535 }),
    healthPort: variables.integer('HEALTH_PORT', null, { min: 0, max: 65535 }),
    roles: readRoles(variables, args),
    databaseUrl: readDatabaseUrl(variables),
    // The embedded server takes 60 connections; a few stay free for migrations and for people.
    databasePoolSize: variables.integer('DATABASE_POOL_SIZE', 10, { min: 4, max: embedded ? 50 : 500 }),
    dataDir: variables.text('DATA_DIR') ?? '.data',
    redisUrl: variables.url('REDIS_URL', ['redis', 'rediss'])?.href ?? null,
    logLevel: variables.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    secretKeys: readSecretKeys(variables, embedded),
    publicUrl: variables.url('PUBLIC_URL', ['https', 'http'])?.href.replace(/\/+$/, '') ?? null,
    trustProxy: variables.flag('TRUST_PROXY'),
    shutdownTimeoutMs: variables.integer('SHUTDOWN_TIMEOUT_MS', 9500, { min: 1000, max: 600_000 }),
    outboundAllowHttp: variables.flag('OUTBOUND_ALLOW_HTTP'),
    ticketsPerMinute: variables.integer('TICKETS_PER_MINUTE', 30, { min: 1, max: 1_000_000 }),
    smtp: readSmtp(variables),
    inboundEmailSecret: readInboundEmailSecret(variables),
    s3: readS3(variables),
    fileStorageLimit: variables.integer('FILE_STORAGE_LIMIT_MB', 5120, { min: 1, max: 100_000_000 }) * 1024 * 1024,
    adminKey: readAdminKey(variables),
    firstCompany: readFirstCompany(variables),
  });
  if (variables.complaints.length > 0) throw new ConfigError(variables.complaints);
  return config;
}

function readRoles(variables: Variables, args: readonly string[]): readonly Role[] {
  const given = roleArgument(variables, args);
  const [name, text] = given === null ? ['ROLES', variables.text('ROLES')] : ['--role', given];
  if (text === null) return ROLES;
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  const unknown = words.filter((word) => !ROLES.some((role) => role === word));
  if (unknown.length > 0) {
    variables.complain(name, `must be a comma list of ${orList(ROLES)}, not "${text}"`);
  }
  return ROLES.filter((role) => words.includes(role));
}

function roleArgument(variables: Variables, args: readonly string[]): string | null {
  let role: string | null = null;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument === '--role' || argument === '--roles') role = args[(index += 1)] ?? '';
    else if (/^--roles?=/.test(argument)) role = argument.slice(argument.indexOf('=') + 1);
    else variables.complain(`"${argument}"`, 'is not an option of this program; it knows --role only');
  }
  return role;
}

function readDatabaseUrl(variables: Variables): string | null {
  const url = variables.url('DATABASE_URL', ['postgres', 'postgresql']);
  if (url && url.pathname.length < 2) {
    variables.complain('DATABASE_URL', 'must name a database, as in postgres://user:password@host:5432/longshore');
  }
  return url?.href ?? null;
}

function readSecretKeys(variables: Variables, embedded: boolean): readonly SecretKey[] | null {
  const text = variables.text('SECRET_KEYS');
  if (text === null) {
    if (!embedded) {
      variables.complain(
        'SECRET_KEYS',
        'must be set when DATABASE_URL is: it seals the credentials in that database. Make one with: echo "k1:$(openssl rand -base64 32)"',
      );
    }
    return null;
  }
  const keys = parseSecretKeys(text);
  if (typeof keys !== 'string') return keys;
  variables.complain('SECRET_KEYS', `is not usable: ${keys}`);
  return null;
}

function readSmtp(variables: Variables): ConfigValues['smtp'] {
  const url = variables.url('SMTP_URL', ['smtp', 'smtps']);
  const from = variables.text('MAIL_FROM')?.toLowerCase() ?? null;
  if (from !== null && !/^[a-z0-9._%-]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(from)) {
    variables.complain('MAIL_FROM', 'must be an address alone, without + and name, as in support@example.com');
  }
  if (url && from === null) {
    variables.complain('MAIL_FROM', 'must be set when SMTP_URL is: it is the address that mails come from');
  }
  return url && from !== null ? { url: url.href, from } : null;
}

function readInboundEmailSecret(variables: Variables): string | null {
  const secret = variables.text('INBOUND_EMAIL_SECRET');
  // Whoever guesses it speaks as any reporter; `openssl rand -hex 32` has 64.
  if (secret !== null && secret.length < 32) {
    variables.complain(
      'INBOUND_EMAIL_SECRET',
      'must have 32 characters or more, as "openssl rand -hex 32" prints them',
    );
  }
  return secret;
}

/** All of it or nothing of it: half a setting would keep files where nobody looks for them. */
function readS3(variables: Variables): S3Settings | null {
  const endpoint = variables.url('S3_ENDPOINT', ['https', 'http']);
  const bucket = variables.text('S3_BUCKET');
  const accessKeyId = variables.text('S3_ACCESS_KEY_ID');
  const secretAccessKey = variables.text('S3_SECRET_ACCESS_KEY');
  const region = variables.text('S3_REGION') ?? 'us-east-1';
  const needed = {
    S3_ENDPOINT: variables.text('S3_ENDPOINT'),
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  };
  if (Object.values(needed).every((value) => value === null)) return null;
  for (const [name, value] of Object.entries(needed)) {
    if (value === null) variables.complain(name, 'must be set when another S3_ variable is');
  }
  if (bucket !== null && !/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(bucket)) {
    variables.complain(
      'S3_BUCKET',
      'must be the name of a bucket: 2 to 63 letters, digits, dots, dashes or underscores',
    );
  }
  if (!endpoint || bucket === null || accessKeyId === null || secretAccessKey === null) return null;
  return { endpoint: endpoint.href.replace(/\/+$/, ''), bucket, region, accessKeyId, secretAccessKey };
}

function readAdminKey(variables: Variables): string | null {
  const key = variables.text('LONGSHORE_ADMIN_KEY');
  // Same form as the keys the hub makes, so that one reader knows them all; the length keeps it from being guessed.
  if (key !== null && !/^lsk_[a-z0-9]{8,24}_[A-Za-z0-9]{32,128}$/.test(key)) {
    variables.complain(
      'LONGSHORE_ADMIN_KEY',
      'must look like lsk_<8 to 24 small letters or digits>_<32 to 128 letters or digits>',
    );
  }
  return key;
}

function readFirstCompany(variables: Variables): ConfigValues['firstCompany'] {
  const currency = variables.text('COMPANY_CURRENCY')?.toUpperCase() ?? 'USD';
  if (!isCurrency(currency))
    variables.complain('COMPANY_CURRENCY', `must be a currency code such as USD or EUR, not "${currency}"`);
  const country = variables.text('COMPANY_COUNTRY')?.toUpperCase() ?? 'US';
  if (!/^[A-Z]{2}$/.test(country))
    variables.complain('COMPANY_COUNTRY', `must be a country code of two letters, not "${country}"`);
  return { name: variables.text('COMPANY_NAME') ?? 'My company', currency, country };
}
