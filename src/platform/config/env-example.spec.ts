import { readFile } from 'node:fs/promises';
import { loadConfig } from './index.js';

/** Every name that loadConfig asks for. */
function namesRead(): Set<string> {
  const names = new Set<string>();
  const env = new Proxy({} as Record<string, string | undefined>, {
    get: (_target, name) => {
      names.add(String(name));
      return undefined;
    },
  });
  loadConfig(env);
  return names;
}

async function documented(): Promise<Map<string, string>> {
  const lines = (await readFile('.env.example', 'utf8')).split('\n');
  const settings = lines.flatMap((line) => [...line.matchAll(/^#?([A-Z0-9_]+)=(.*)$/g)]);
  return new Map(settings.map(([, name, value]) => [name ?? '', value ?? '']));
}

describe('.env.example', () => {
  it('documents every variable there is, and none that there is not', async () => {
    const composeOnly = ['POSTGRES_PASSWORD'];
    const names = [...(await documented()).keys()].filter((name) => !composeOnly.includes(name));
    expect(names.sort()).toEqual([...namesRead()].sort());
  });

  it('shows the defaults that hold when nothing is set', async () => {
    const [shown, defaults] = [await documented(), loadConfig({})];
    expect(Number(shown.get('PORT'))).toBe(defaults.port);
    expect(shown.get('HOST')).toBe(defaults.host);
    expect(shown.get('ROLES')).toBe(defaults.roles.join());
    expect(shown.get('DATA_DIR')).toBe(defaults.dataDir);
    expect(Number(shown.get('DATABASE_POOL_SIZE'))).toBe(defaults.databasePoolSize);
    expect(Number(shown.get('SHUTDOWN_TIMEOUT_MS'))).toBe(defaults.shutdownTimeoutMs);
    expect(Number(shown.get('FILE_STORAGE_LIMIT_MB')) * 1024 * 1024).toBe(defaults.fileStorageLimit);
    expect(shown.get('LOG_LEVEL')).toBe(defaults.logLevel);
  });
});
