import { Global, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { silentLog } from '../../../platform/logging/index.js';
import { InProcessQueue, Queue } from '../../../platform/queue/index.js';
import { Scheduler, type DueRowsOptions, type ScheduledWork } from '../../../platform/scheduling/index.js';
import { Sealer } from '../../../platform/secrets/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { CompanyDirectory } from '../application/company-directory.js';
import { RecordDirectory, type ReferenceKind } from '../application/record-directory.js';
import { ConnectorRegistry, OperationRegistry } from '../application/registries.js';
import { MarketplaceBaseModule } from '../marketplace-base.module.js';
import { FakeConnector } from './fake-connector.js';
import { FAKE_TABLE, FakeOperation } from './fake-operation.js';

export const TOKEN = 'canary-token-4711-do-not-show';

/** Two warehouses of one company; `elsewhere` belongs to nobody. */
export class FakeDirectory extends CompanyDirectory {
  readonly companyId = newId();
  readonly warehouseId = newId();
  readonly secondWarehouseId = newId();
  readonly stockLocationId = newId();

  defaults(): Promise<{ companyId: string; warehouseId: string; stockLocationId: string }> {
    const { companyId, warehouseId, stockLocationId } = this;
    return Promise.resolve({ companyId, warehouseId, stockLocationId });
  }

  exists(companyId: string, warehouseId: string): Promise<boolean> {
    return Promise.resolve(
      companyId === this.companyId && [this.warehouseId, this.secondWarehouseId].includes(warehouseId),
    );
  }

  stockLocationOf(warehouseId: string): Promise<string | null> {
    return Promise.resolve(warehouseId === this.warehouseId ? this.stockLocationId : null);
  }
}

/** Every record exists, but those the test says do not. */
export class FakeRecords extends RecordDirectory {
  readonly missing = new Set<string>();

  known(_kind: ReferenceKind, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(ids.filter((id) => !this.missing.has(id))));
  }
}

/** Schedules run when the test says so. */
export class HandScheduler {
  private readonly work = new Map<string, ScheduledWork>();
  private readonly rows = new Map<string, DueRowsOptions<unknown>>();

  every(name: string, _intervalMs: number, work: ScheduledWork): void {
    this.work.set(name, work);
  }

  dueRows<R>(name: string, options: DueRowsOptions<R>): void {
    this.rows.set(name, options as DueRowsOptions<unknown>);
  }

  async run(name: string): Promise<void> {
    await this.work.get(name)?.(LEASE);
  }

  /** As the real one does, one after the other. */
  async runDue(name: string): Promise<number> {
    const options = this.rows.get(name);
    if (!options) throw new Error(`There is no schedule ${name}.`);
    const due = await options.due(100);
    for (const row of due) if (await options.stillDue(row)) await options.run(row, LEASE);
    return due.length;
  }
}

const LEASE = { name: 'test', signal: new AbortController().signal, guard: () => Promise.resolve() };

export interface MarketplaceApp extends RestApp {
  readonly connector: FakeConnector;
  readonly operation: FakeOperation;
  readonly directory: FakeDirectory;
  readonly records: FakeRecords;
  readonly scheduler: HandScheduler;
  readonly queue: Queue;
  /** A new instance, confirmed unless told otherwise. */
  anInstance(over?: object): Promise<string>;
  draft(over?: object): Promise<string>;
  start(instanceId: string, parameters?: object): Promise<string>;
  /** Waits until the job has ended. */
  ended(jobId: string): Promise<JobAnswer>;
  job(jobId: string): Promise<JobAnswer>;
  things(instanceId: string): Promise<number>;
}

export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly phase: string;
  readonly createdCount: number;
  readonly failedCount: number;
  readonly skippedCount: number;
  readonly waitingCount: number;
  readonly errorCode: string | null;
  readonly message: string | null;
  readonly failures: readonly { errorCode: string; count: number; remoteId: string }[];
}

/** The module behind the real REST frame, with a store, an operation and warehouses made for tests, and its workers running. */
export async function marketplaceApp(options: { consumes?: boolean } = {}): Promise<MarketplaceApp> {
  const connector = new FakeConnector();
  const operation = new FakeOperation();
  const directory = new FakeDirectory();
  const records = new FakeRecords();
  const scheduler = new HandScheduler();
  const queue = new InProcessQueue({ consumes: options.consumes ?? true, log: silentLog });
  const sealer = new Sealer([{ id: 'k1', bytes: Buffer.alloc(32, 7) }]);

  @Global()
  @Module({
    providers: [
      { provide: Queue, useValue: queue },
      { provide: Scheduler, useValue: scheduler },
      { provide: Sealer, useValue: sealer },
      { provide: CompanyDirectory, useValue: directory },
      { provide: RecordDirectory, useValue: records },
    ],
    exports: [Queue, Scheduler, Sealer, CompanyDirectory, RecordDirectory],
  })
  class Surroundings implements OnApplicationBootstrap, OnApplicationShutdown {
    onApplicationBootstrap(): Promise<void> {
      return queue.start();
    }

    onApplicationShutdown(): Promise<void> {
      return queue.stop(5_000);
    }
  }

  const app = await restApp(Surroundings, MarketplaceBaseModule);
  app.get(ConnectorRegistry).register(connector);
  app.get(OperationRegistry).register(operation);
  await app.database.query(FAKE_TABLE);

  let next = 0;
  const draft = async (over: object = {}): Promise<string> => {
    const body = {
      connector: 'fake',
      name: `Shop ${++next}`,
      credentials: { shop: 'tide', accessToken: TOKEN },
      ...over,
    };
    const answer = await app.http.post('/api/v1/instances').send(body);
    if (answer.status !== 201) throw new Error(answer.text);
    return (answer.body as { id: string }).id;
  };
  const job = async (jobId: string): Promise<JobAnswer> =>
    (await app.http.get(`/api/v1/jobs/${jobId}`).expect(200)).body as JobAnswer;
  return {
    ...app,
    connector,
    operation,
    directory,
    records,
    scheduler,
    queue,
    draft,
    anInstance: async (over) => {
      const id = await draft(over);
      const answer = await app.http.post(`/api/v1/instances/${id}/confirm`);
      if (answer.status !== 200) throw new Error(answer.text);
      return id;
    },
    start: async (instanceId, parameters = {}) => {
      const body = { operation: 'import-things', parameters };
      const answer = await app.http.post(`/api/v1/instances/${instanceId}/operations`).send(body);
      if (answer.status !== 202) throw new Error(answer.text);
      return (answer.body as { jobId: string }).jobId;
    },
    job,
    ended: async (jobId) => {
      for (let tries = 0; tries < 400; tries++) {
        const seen = await job(jobId);
        if (seen.phase === 'ended') return seen;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`Job ${jobId} does not end: ${JSON.stringify(await job(jobId))}`);
    },
    things: async (instanceId) => {
      const sql = 'SELECT count(*)::int AS n FROM public.fake_thing WHERE instance_id = $1';
      return (await app.database.query<{ n: number }>(sql, [instanceId]))[0]?.n ?? 0;
    },
  };
}
