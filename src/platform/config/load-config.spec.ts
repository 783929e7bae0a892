import { ConfigError, loadConfig } from './index.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

function complaintsOf(env: Record<string, string>, args: string[] = []): readonly string[] {
  try {
    loadConfig(env, args);
  } catch (error) {
    if (error instanceof ConfigError) return error.complaints;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('needs nothing: everything in one process on an embedded database, reachable from this machine only', () => {
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      roles: ['web', 'worker', 'scheduler'],
      databaseUrl: null,
      redisUrl: null,
      secretKeys: null,
      smtp: null,
      inboundEmailSecret: null,
      logLevel: 'info',
      dataDir: '.data',
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ PORT: '', REDIS_URL: ' ', DATABASE_URL: '' })).toMatchObject({ port: 8080, redisUrl: null });
  });

  it('reads every variable', () => {
    const config = loadConfig({
      HOST: '0.0.0.0',
      PORT: '9000',
      HEALTH_PORT: '9001',
      ROLES: 'worker, Scheduler',
      DATABASE_URL: 'postgres://hub:pa%24%24word@db/longshore',
      DATABASE_POOL_SIZE: '25',
      REDIS_URL: 'redis://:hidden-one@cache:6379',
      LOG_LEVEL: 'debug',
      SECRET_KEYS: `new:${KEY},old:${Buffer.alloc(32, 1).toString('base64')}`,
      PUBLIC_URL: 'https://hub.example.com/',
      SHUTDOWN_TIMEOUT_MS: '5000',
      OUTBOUND_ALLOW_HTTP: 'true',
      S3_ENDPOINT: 'https://files.example.com/',
      S3_BUCKET: 'longshore',
      S3_ACCESS_KEY_ID: 'AKIA1',
      S3_SECRET_ACCESS_KEY: 'hidden/two+',
      FILE_STORAGE_LIMIT_MB: '2',
      SMTP_URL: 'smtp://hub:mail%2Fword@mail.example.com:587',
      MAIL_FROM: 'Support@Example.com',
      INBOUND_EMAIL_SECRET: 'gateway-'.repeat(4),
    });
    expect(config).toMatchObject({
      roles: ['worker', 'scheduler'],
      databasePoolSize: 25,
      healthPort: 9001,
      publicUrl: 'https://hub.example.com',
      outboundAllowHttp: true,
      drainMs: 3000,
      fileStorageLimit: 2_097_152,
      s3: {
        endpoint: 'https://files.example.com',
        bucket: 'longshore',
        region: 'us-east-1',
        accessKeyId: 'AKIA1',
        secretAccessKey: 'hidden/two+',
      },
      smtp: { url: 'smtp://hub:mail%2Fword@mail.example.com:587', from: 'support@example.com' },
    });
    expect(config.secretKeys?.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(config.secrets).toEqual(
      expect.arrayContaining(['pa$$word', 'pa%24%24word', 'hidden-one', 'hidden/two+', KEY]),
    );
    expect(config.secrets).toEqual(expect.arrayContaining(['mail/word', 'mail%2Fword', 'gateway-'.repeat(4)]));
  });

  it('prefers --role to ROLES', () => {
    expect(loadConfig({ ROLES: 'web' }, ['--role=worker']).roles).toEqual(['worker']);
    expect(loadConfig({}, ['--role', 'web,scheduler']).roles).toEqual(['web', 'scheduler']);
  });

  it('reports everything that is wrong at once, a sentence each, with the exit code for configuration', () => {
    const env = {
      PORT: 'eighty',
      ROLES: 'web,cook',
      DATABASE_URL: 'mysql://root@db/x',
      DATABASE_POOL_SIZE: '1',
      REDIS_URL: 'localhost:6379',
      LOG_LEVEL: 'loud',
      SECRET_KEYS: 'k1:short',
      PUBLIC_URL: 'hub.example.com',
      SHUTDOWN_TIMEOUT_MS: '-5',
      TRUST_PROXY: 'maybe',
      LONGSHORE_ADMIN_KEY: 'admin',
      SMTP_URL: 'mail.example.com:587',
      MAIL_FROM: 'Support <support@example.com>',
      INBOUND_EMAIL_SECRET: 'short',
    };
    const complaints = complaintsOf(env, ['--verbose']);
    for (const name of [...Object.keys(env), '"--verbose"']) {
      expect(complaints.filter((sentence) => sentence.startsWith(`${name} `))).toHaveLength(1);
    }
    expect(complaints).toHaveLength(15);
    expect(complaints.every((sentence) => sentence.endsWith('.'))).toBe(true);
    expect(() => loadConfig(env)).toThrow(expect.objectContaining({ exitCode: 78 }));
  });

  it('never repeats a secret in a complaint', () => {
    const env = {
      DATABASE_URL: 'mysql://root:canary-1@db/x',
      REDIS_URL: 'http://:canary-2@x',
      SECRET_KEYS: 'k1:canary-3,k1:canary-4',
      LONGSHORE_ADMIN_KEY: 'canary-5',
      SMTP_URL: 'http://hub:canary-6@mail',
      INBOUND_EMAIL_SECRET: 'canary-7',
    };
    expect(complaintsOf(env).join()).not.toContain('canary');
  });

  it.each([
    ['no keys for a database of its own', {}, 'must be set when DATABASE_URL is'],
    ['a key of the wrong length', { SECRET_KEYS: `k1:${KEY.slice(4)}` }, 'the key "k1" must be 32 bytes'],
    ['an entry without an id', { SECRET_KEYS: KEY }, 'entry 1 must look like id:key'],
    ['one id twice', { SECRET_KEYS: `k1:${KEY},k1:${KEY}` }, 'the key "k1" is there twice'],
  ])('refuses %s', (_case, env, sentence) => {
    const complaints = complaintsOf({ DATABASE_URL: 'postgres://db/longshore', ...env });
    expect(complaints).toEqual([expect.stringContaining(sentence)]);
  });

  it('asks for the address that mails come from', () => {
    expect(complaintsOf({ SMTP_URL: 'smtp://127.0.0.1:2525' })).toEqual([
      expect.stringMatching(/^MAIL_FROM must be set when SMTP_URL is/),
    ]);
  });

  it('refuses half of what S3 needs, and says what is missing', () => {
    expect(complaintsOf({ S3_BUCKET: 'a b', S3_SECRET_ACCESS_KEY: 'canary-8' })).toEqual([
      expect.stringMatching(/^S3_ENDPOINT must be set/),
      expect.stringMatching(/^S3_ACCESS_KEY_ID must be set/),
      expect.stringMatching(/^S3_BUCKET must be the name of a bucket/),
    ]);
  });

  it('refuses a database address without a database', () => {
    expect(complaintsOf({ DATABASE_URL: 'postgres://db', SECRET_KEYS: `k1:${KEY}` })).toEqual([
      expect.stringContaining('must name a database'),
    ]);
  });
});
