import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { type Config, configOfThisProcess } from '../config/index.js';
import { Logger } from '../logging/index.js';
import { type HubOptions, type RunningHub, startHub } from './start-hub.js';
import { StartupError } from './startup-error.js';

/**
 * The hub as a program: starts it and ends the process, in order, at SIGTERM, SIGINT or a bug nobody caught.
 * Exit codes: 0 asked to stop, 1 failed, 78 wrong configuration.
 */
export async function runHub(createModule: HubOptions['createModule']): Promise<void> {
  const config = readConfig();
  const logger = Logger.create({ level: config.logLevel });
  if (!config.hasRole('web')) stepBack();
  const ending = new Ending(config, logger);
  process.on('SIGTERM', () => ending.begin(0, 'SIGTERM'));
  process.on('SIGINT', () => ending.begin(0, 'SIGINT'));
  process.on('uncaughtException', (error) => ending.fail('uncaught error', error));
  process.on('unhandledRejection', (error) => ending.fail('unhandled rejection', error));
  const onDatabaseGone = (error: Error): void => ending.fail('the embedded database is gone', error);
  try {
    ending.started(await startHub({ config, logger, createModule, onDatabaseGone }));
  } catch (error) {
    if (error instanceof StartupError) refuse(error);
    logger.error('the hub could not start', { error });
    process.exit(1);
  }
}

function readConfig(): Config {
  try {
    return configOfThisProcess();
  } catch (error) {
    if (error instanceof StartupError) refuse(error);
    throw error;
  }
}

/**
 * Nobody waits for what a worker or a scheduler does as one waits for an answer: on a machine that they share with a process that serves
 * the web, that one has the processor first. Alone on a machine, or on one with processors to spare, it makes no difference.
 */
function stepBack(): void {
  for (const thread of threads()) {
    try {
      setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // A system without priorities: it runs as it is.
    }
  }
}

/** Linux gives each thread a priority of its own, and those that collect garbage are there before any of our code; 0: this process. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}

/** For the person at the terminal: the sentence, not a stack. */
function refuse(error: StartupError): never {
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode);
}

class Ending {
  private hub: RunningHub | null = null;
  private code: number | null = null;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** A signal may come while the hub still starts: it then ends as soon as it is up. */
  started(hub: RunningHub): void {
    this.hub = hub;
    if (this.code !== null) void this.end(hub);
  }

  begin(code: number, reason: string): void {
    if (this.code !== null) {
      this.code = Math.max(this.code, code);
      return;
    }
    this.code = code;
    this.logger.info('shutting down', { reason });
    setTimeout(() => this.giveUp(), this.config.shutdownTimeoutMs);
    if (this.hub) void this.end(this.hub);
  }

  fail(message: string, error: unknown): void {
    this.logger.error(message, { error });
    this.begin(1, message);
  }

  private async end(hub: RunningHub): Promise<void> {
    await hub.close();
    process.exit(this.code ?? 0);
  }

  private giveUp(): void {
    this.logger.error('shutdown took too long; leaving at once', { afterMs: this.config.shutdownTimeoutMs });
    process.exit(1);
  }
}
