import { gzipSync } from 'node:zlib';
import type { Tx } from '../../../platform/database/index.js';
import type { Connector, PageCursor, RemoteRecord } from '../contract/index.js';
import type { BatchResult, FetchedPage, HeldLine, JobRef, LineOutcome, Operation } from '../application/operation.js';
import { FakeFailure } from './fake-connector.js';

/** What the fake store holds of one thing, and what is wrong with it. */
export interface FakeThing {
  readonly id: string;
  /** Below zero breaks a CHECK of the table, and with it the batch. */
  readonly value: number;
  readonly modifiedAt?: string;
}

/** Where the fake operation writes; made by the test's database. */
export const FAKE_TABLE = `CREATE TABLE public.fake_thing (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), instance_id uuid NOT NULL,
  remote_id text NOT NULL, value integer NOT NULL, job_id uuid NOT NULL, CONSTRAINT uq_fake_thing UNIQUE (instance_id, remote_id),
  CONSTRAINT ck_fake_value CHECK (value >= 0))`;

/** An operation over a store in memory, page by page; failures, waits and wishes are for the test to say. */
export class FakeOperation implements Operation {
  readonly key = 'import-things';
  readonly label = 'Import things';
  things: FakeThing[] = [];
  pageSize = 10;
  pages = 0;
  batches = 0;
  opened = 0;
  prepared = 0;
  /** Thrown at the next reads, one each. */
  readonly failures: FakeFailure[] = [];
  readonly prepareFailures: Error[] = [];
  /** Called with the lines in hand, inside the transaction. */
  during: (lines: readonly HeldLine[]) => Promise<void> = () => Promise.resolve();
  afterPage: (page: number) => Promise<void> = () => Promise.resolve();
  /** Remote ids that need preparing before they can be written. */
  readonly unprepared = new Set<string>();
  /** Whether preparing helps. */
  preparingHelps = true;
  /** Remote ids whose planning fails with a sentence. */
  readonly unplannable = new Set<string>();

  isOfferedBy(connector: Connector): boolean {
    return connector.key === 'fake';
  }

  incrementalKey(parameters: Readonly<Record<string, unknown>>): string | null {
    return parameters['ids'] ? null : this.key;
  }

  parseParameters(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return { ...parameters };
  }

  async fetchPage(job: JobRef, since: string | null, cursor: PageCursor | null): Promise<FetchedPage> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.pages++;
    const ids = job.parameters['ids'] as string[] | undefined;
    if (ids) return { ...this.byIds(ids), answer: null, skipped: 0, next: null, highWater: null };
    const from = Number(cursor?.['from'] ?? 0);
    // The stored cursor moves with every page; where this run began travels in its own.
    const begin = cursor ? (cursor['since'] as string | null) : since;
    const all = this.things.filter((thing) => begin === null || (thing.modifiedAt ?? DAY_ONE) > begin);
    const page = all.slice(from, from + this.pageSize);
    const last = from + this.pageSize >= all.length;
    await this.afterPage(this.pages);
    return {
      records: page.map((thing, position) => ({ ...record(thing), position })),
      answer: gzipSync(JSON.stringify(page.map((thing) => record(thing).content))),
      missingIds: [],
      skipped: 0,
      next: last ? null : { from: from + this.pageSize, since: begin },
      highWater:
        page
          .map((thing) => thing.modifiedAt ?? DAY_ONE)
          .sort()
          .at(-1) ?? null,
    };
  }

  refetch(
    _job: JobRef,
    ids: readonly string[],
  ): Promise<{ records: readonly RemoteRecord[]; missingIds: readonly string[] }> {
    const failure = this.failures.shift();
    return failure ? Promise.reject(failure) : Promise.resolve(this.byIds(ids));
  }

  open(job: JobRef): Promise<{
    process(lines: readonly HeldLine[], tx: Tx): Promise<BatchResult>;
    prepare(): Promise<void>;
  }> {
    this.opened++;
    return Promise.resolve({
      process: (lines, tx) => this.process(job, lines, tx),
      prepare: () => this.prepare(),
    });
  }

  private async process(job: JobRef, lines: readonly HeldLine[], tx: Tx): Promise<BatchResult> {
    this.batches++;
    await this.during(lines);
    const ready = lines.filter((line) => !this.unprepared.has(line.remoteId));
    const planned = ready.filter((line) => !this.unplannable.has(line.remoteId));
    await tx.execute(
      `INSERT INTO public.fake_thing (instance_id, remote_id, value, job_id)
       SELECT $1, t.remote_id, t.value, $2 FROM unnest($3::text[], $4::int[]) AS t(remote_id, value)
       ON CONFLICT (instance_id, remote_id) DO UPDATE SET value = EXCLUDED.value`,
      [job.instanceId, job.id, planned.map((line) => line.remoteId), planned.map((line) => valueOf(line))],
    );
    const outcomes = ready.map((line): LineOutcome => {
      if (planned.includes(line)) {
        const log = {
          level: 'success',
          code: 'fake.made',
          message: 'Made.',
          remoteId: line.remoteId,
          recordId: null,
        } as const;
        return { lineId: line.id, result: 'created', recordId: null, logs: [log] };
      }
      const error = { code: 'fake.unplannable', message: `Thing ${line.remoteId} cannot be planned. Mend it.` };
      return { lineId: line.id, remoteId: line.remoteId, result: 'failed', error };
    });
    return { outcomes, needsPreparation: ready.length < lines.length };
  }

  private prepare(): Promise<void> {
    this.prepared++;
    const failure = this.prepareFailures.shift();
    if (failure) return Promise.reject(failure);
    if (this.preparingHelps) this.unprepared.clear();
    return Promise.resolve();
  }

  private byIds(ids: readonly string[]): { records: RemoteRecord[]; missingIds: string[] } {
    const found = this.things.filter((thing) => ids.includes(thing.id));
    return { records: found.map(record), missingIds: ids.filter((id) => !found.some((thing) => thing.id === id)) };
  }
}

export const DAY_ONE = '2026-01-01T00:00:00.000Z';

function record(thing: FakeThing): RemoteRecord {
  const modifiedAt = thing.modifiedAt ?? DAY_ONE;
  return { remoteId: thing.id, modifiedAt, statusId: '11', content: { value: thing.value } };
}

function valueOf(line: HeldLine): number {
  return (line.payload as { value: number }).value;
}
