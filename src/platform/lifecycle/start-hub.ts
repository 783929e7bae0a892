import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { Config } from '../config/index.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded/index.js';
import { migrate } from '../database/index.js';
import { measureRequests, Metrics, Readiness } from '../health/index.js';
import { configureHttp } from '../http/index.js';
import { type Logger, NestLogger, redactor } from '../logging/index.js';
import { RequestRush } from '../requests-first/index.js';
import { keysOfDataFolder } from '../secrets/index.js';
import { awaitDatabase } from './await-database.js';
import type { HubContext } from './hub-context.js';
import { healthOnly, isHealth, listen, stopAccepting, tryDoor } from './web-server.js';

export interface HubOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly createModule: (context: HubContext) => DynamicModule;
  /** The embedded database died for good; the hub cannot go on. */
  readonly onDatabaseGone?: (error: Error) => void;
}

export interface RunningHub {
  readonly app: NestExpressApplication;
  /** Where it listens; null when its roles listen nowhere. */
  readonly url: string | null;
  /** Ends the running work, then the database. Never throws; safe to call twice. */
  close(): Promise<void>;
}

/** A free door, database, migrations, application, door: in this order, and on failure everything already up goes down again. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { config, logger } = options;
  const began = Date.now();
  await tryDoor(config);
  for (const secret of config.secrets) redactor.remember(secret);
  const embedded = config.databaseUrl === null ? await startEmbedded(options) : null;
  let app: NestExpressApplication | null = null;
  try {
    const databaseUrl = embedded?.url ?? config.databaseUrl ?? '';
    await awaitDatabase(databaseUrl, logger);
    await migrate(databaseUrl);
    const secretKeys = config.secretKeys ?? (await keysOfDataFolder(config.dataDir));
    for (const { bytes } of secretKeys) redactor.remember(bytes.toString('base64'));
    app = await createApp(options, { config, logger, databaseUrl, secretKeys });
    const url = await listen(app, config);
    logger.info('hub is up', {
      url,
      roles: config.roles,
      database: embedded ? 'embedded' : 'server',
      ms: Date.now() - began,
    });
    return { app, url, close: closeOnce(app, embedded, config, logger) };
  } catch (error) {
    await app?.close().catch(() => undefined);
    await embedded?.stop();
    throw error;
  }
}

async function startEmbedded({ config, logger, onDatabaseGone }: HubOptions): Promise<EmbeddedPostgres> {
  const onGone = onDatabaseGone ? { onGone: onDatabaseGone } : {};
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: logger, ...onGone });
  redactor.remember(new URL(embedded.url).password);
  return embedded;
}

async function createApp(options: HubOptions, context: HubContext): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(options.createModule(context), {
    logger: new NestLogger(context.logger),
    abortOnError: false,
    // configureHttp brings its own reader of bodies, with its limit.
    bodyParser: false,
  });
  if (context.config.trustProxy) app.set('trust proxy', 1);
  app.use(measureRequests(app.get(Metrics)));
  if (context.config.hasRole('web')) countRequests(app);
  else app.use(healthOnly);
  configureHttp(app);
  return app;
}

function countRequests(app: NestExpressApplication): void {
  const rush = app.get(RequestRush);
  app.use((request: Request, response: Response, next: NextFunction) => {
    // Only what was let in: whoever is refused, or looks at the health, has nothing to wait for.
    response.once('finish', () => {
      if (response.statusCode < 400 && !isHealth(request.path)) rush.count();
    });
    next();
  });
}

function closeOnce(
  app: NestExpressApplication,
  embedded: EmbeddedPostgres | null,
  config: Config,
  logger: Logger,
): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => (closing ??= close(app, embedded, config, logger));
}

async function close(
  app: NestExpressApplication,
  embedded: EmbeddedPostgres | null,
  config: Config,
  logger: Logger,
): Promise<void> {
  const began = Date.now();
  app.get(Readiness).stop();
  const closeConnections = stopAccepting(app);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), config.drainMs);
  });
  const drained = app.close().then(
    () => 'drained' as const,
    (error: unknown) => {
      logger.error('a part of the hub did not close', { error });
      return 'drained' as const;
    },
  );
  if ((await Promise.race([drained, late])) === 'late') {
    logger.warn('work was still running at shutdown; it will be taken up again', { waitedMs: config.drainMs });
  }
  clearTimeout(timer);
  closeConnections();
  await embedded?.stop().catch((error: unknown) => logger.error('the embedded database did not stop', { error }));
  logger.info('hub is down', { ms: Date.now() - began });
}
