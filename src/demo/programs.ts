import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const DIST = join(import.meta.dirname, '..');
/**
 * As `npm start` has it: what a batch makes dies young, so a roomy nursery, a small old space and few full collections keep the hub
 * quick and flat.
 */
const HUB_FLAGS = [
  '--max-old-space-size=300',
  '--heap-growing-percent=200',
  '--max-semi-space-size=32',
  '--min-semi-space-size=16',
  '--v8-pool-size=2',
];

export interface Sandbox {
  readonly url: string;
  readonly storeHash: string;
  readonly token: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface Hub {
  readonly url: string;
  readonly pid: number;
  /** Set once the process has ended. */
  readonly exited: Promise<number>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts the local store and waits for the line that says where it is. */
export async function startSandbox(flags: readonly string[]): Promise<Sandbox> {
  const child = spawn(process.execPath, [join(DIST, 'sandbox/main.js'), '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await firstLine(child, 'the sandbox');
  const { url, storeHash, token } = JSON.parse(line) as { url: string; storeHash: string; token: string };
  return { url, storeHash, token, pid: child.pid as number, stop: () => stop(child, 'SIGTERM') };
}

/** Starts the hub with its log in a file, and waits until it is ready. */
export async function startHub(options: {
  readonly port: number;
  readonly logFile: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<Hub> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const child = spawn(process.execPath, [...HUB_FLAGS, join(DIST, 'main.js')], {
    env: { ...process.env, ...options.env, PORT: String(options.port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(options.logFile);
  let lastWords = '';
  child.stdout.pipe(log);
  child.stderr.on('data', (chunk: Buffer) => {
    log.write(chunk);
    lastWords = (lastWords + chunk.toString()).slice(-2_000);
  });
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  const url = `http://127.0.0.1:${options.port}`;
  const ended = exited.then((code) => {
    throw new Error(
      `The hub ended with code ${code} before it was ready. ${lastWords.trim() || `Its log: ${options.logFile}`}`,
    );
  });
  ended.catch(() => undefined);
  await Promise.race([untilReady(url), ended]);
  return { url, pid: child.pid as number, exited, stop: (signal = 'SIGTERM') => stop(child, signal) };
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const ready = await fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The hub was not ready within two minutes.');
}

function firstLine(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with code ${code} before it was ready.`)));
  });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await exited;
}
