import { Injectable } from '@nestjs/common';
import { resultWithin } from '../../../platform/async/within.js';
import { hubVersion } from '../../../platform/config/index.js';
import { Logger, redactor } from '../../../platform/logging/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { InstanceFacts, RecordLogFacts, SelfCheckFinding, SelfCheckReport } from '../contract/index.js';
import { identityKey } from '../domain/credentials.js';
import { nothingKnown } from '../domain/self-check.js';
import { InsightRepository } from '../infrastructure/insight.repository.js';
import { ConnectorRegistry } from './registries.js';
import { SelfCheck } from './self-check.js';

/** How long what was found is good enough: many reports about one store must not become many requests to it. */
const FRESH_MS = 60_000;
/** Stores asked at the same time. */
const AT_ONCE = 4;
/** Whoever waits goes on without an answer after that, for one store and for all of a list; it is there for the next one. */
const PATIENCE_MS = 20_000;
const PATIENCE_WITH_ALL_MS = 40_000;
const WEEK_MS = 7 * 86_400_000;
const MOST_REMEMBERED = 1_000;

/** An instance that was found by name; the version says whether it was changed since. */
export interface FoundInstance {
  readonly id: string;
  readonly version: number;
  readonly state: 'draft' | 'confirmed';
  readonly connector: string;
  readonly identity: string;
}

export interface Inspected {
  readonly facts: InstanceFacts;
  readonly selfCheck: SelfCheckReport;
}

interface Remembered {
  readonly version: number;
  readonly at: number;
  readonly report: Promise<SelfCheckReport>;
}

/** The door for whoever looks for the cause of a problem: instances by public name, and what the hub knows of them. Takes lists. */
@Injectable()
export class InstanceInsight {
  private readonly reports = new Map<string, Remembered>();

  constructor(
    private readonly insight: InsightRepository,
    private readonly connectors: ConnectorRegistry,
    private readonly selfCheck: SelfCheck,
    private readonly logger: Logger,
  ) {}

  /** A name as `FoundInstance.identity` has it. */
  static key(name: string): string {
    return identityKey(name);
  }

  /** @param names what people call a store or account (hash, name), whatever the case; unknown ones find nothing */
  async find(names: readonly { readonly connector: string; readonly name: string }[]): Promise<FoundInstance[]> {
    const wanted = new Map(
      names.map(({ connector, name }) => {
        const identity = identityKey(name);
        return [`${connector} ${identity}`, { connector, identity }];
      }),
    );
    return this.insight.find([...wanted.values()].filter(({ identity }) => identity !== ''));
  }

  /**
   * Each checked at most once a minute by this process, however often it is asked; within 40 seconds, however many they are. Never
   * throws for one that cannot be checked.
   */
  async inspect(instances: readonly Pick<FoundInstance, 'id' | 'version'>[]): Promise<Map<string, Inspected>> {
    const reports = await this.check(instances);
    const facts = await this.load(instances.map(({ id }) => id));
    return new Map(
      facts.flatMap((each): [string, Inspected][] => {
        const selfCheck = reports.get(each.id);
        return selfCheck ? [[each.id, { facts: each, selfCheck }]] : [];
      }),
    );
  }

  /** For a store or account of a connector that this hub does not have; null: it has it. */
  missing(connector: string): SelfCheckFinding[] | null {
    if (this.connectors.keys().includes(connector)) return null;
    const code = 'marketplace.unknown-connector';
    return nothingKnown(`The hub has no connector named ${connector} yet, so it could not check this.`, code);
  }

  /** The last words of the log about remote records. */
  async recordLog(
    records: readonly { readonly instanceId: string; readonly remoteId: string }[],
  ): Promise<RecordLogFacts[]> {
    return redactor.value(await this.insight.recordLog(records)) as RecordLogFacts[];
  }

  private async load(ids: readonly string[]): Promise<InstanceFacts[]> {
    if (ids.length === 0) return [];
    const since = new Date(Date.now() - WEEK_MS);
    const [stored, schedules, lines, errors] = await Promise.all([
      this.insight.facts(ids),
      this.insight.schedules(ids),
      this.insight.failedLines(ids, since),
      this.insight.errors(ids, since),
    ]);
    const own = <T extends { readonly instanceId: string }>(rows: readonly T[], id: string) =>
      rows.flatMap(({ instanceId, ...row }) => (instanceId === id ? [row] : []));
    const facts = stored.map(({ platform, ...rest }) => ({
      ...rest,
      versions: { hub: hubVersion(), platform },
      schedule: own(schedules, rest.id),
      failures: { since: since.toISOString(), lines: own(lines, rest.id), errors: own(errors, rest.id) },
    }));
    return redactor.value(facts) as InstanceFacts[];
  }

  private async check(
    instances: readonly Pick<FoundInstance, 'id' | 'version'>[],
  ): Promise<Map<string, SelfCheckReport>> {
    const reports = new Map<string, SelfCheckReport>();
    const waiting = [...instances];
    const until = Date.now() + PATIENCE_WITH_ALL_MS;
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const patienceMs = Math.min(PATIENCE_MS, until - Date.now());
        reports.set(next.id, patienceMs > 0 ? await this.fresh(next, patienceMs) : tooSlow(next.id));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return reports;
  }

  private async fresh(
    { id, version }: Pick<FoundInstance, 'id' | 'version'>,
    patienceMs: number,
  ): Promise<SelfCheckReport> {
    const known = this.reports.get(id);
    if (known?.version === version && Date.now() - known.at < FRESH_MS) return patiently(id, known.report, patienceMs);
    const report = this.selfCheck.run(id).catch((error: unknown) => this.unable(id, error));
    if (this.reports.size >= MOST_REMEMBERED) this.reports.clear();
    this.reports.set(id, { version, at: Date.now(), report });
    return patiently(id, report, patienceMs);
  }

  /** Not remembered: the next one asks again. */
  private unable(id: string, error: unknown): SelfCheckReport {
    this.reports.delete(id);
    if (error instanceof DomainError) return unknown(id, error.message, error.code);
    this.logger.warn('instance not self-checked', { instanceId: id, error });
    return unknown(id, 'The hub failed to check this. Its log has the details.', 'marketplace.check-failed');
  }
}

async function patiently(id: string, report: Promise<SelfCheckReport>, ms: number): Promise<SelfCheckReport> {
  return (await resultWithin(report, ms)) ?? tooSlow(id);
}

function tooSlow(id: string): SelfCheckReport {
  return unknown(id, 'The store did not answer in time, or others before it did not.', 'marketplace.check-too-slow');
}

function unknown(instanceId: string, reason: string, code: string): SelfCheckReport {
  const findings = nothingKnown(redactor.text(reason), code);
  return { instanceId, checkedAt: new Date().toISOString(), findings };
}
