import { Injectable } from '@nestjs/common';
import { InstanceInsight, type FoundInstance } from '../../../modules/marketplace-base/index.js';
import {
  EvidenceDesk,
  type Evidence,
  type EvidenceCheck,
  type EvidenceWanted,
} from '../../../modules/support-tickets/index.js';
import { isDatabaseAway } from '../../../platform/database/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { FindRecords } from './find-records.js';

/** Tickets at a time: what they name is looked up together. */
const BATCH = 50;
const MOST_BATCHES = 1_000;

/**
 * Looks up what reports name, a batch of tickets at a time: their stores, each checked once for all of them, and the orders and
 * deliveries within these stores. No transaction is open meanwhile. What fails leaves its tickets due again; nothing is to be undone.
 */
@Injectable()
export class GatherEvidence {
  constructor(
    private readonly desk: EvidenceDesk,
    private readonly insight: InstanceInsight,
    private readonly records: FindRecords,
    private readonly logger: Logger,
  ) {}

  /** Until nothing is due. */
  async run(signal: AbortSignal): Promise<void> {
    for (let batch = 0; batch < MOST_BATCHES && !signal.aborted; batch++) {
      const wanted = await this.desk.claim(BATCH);
      if (wanted.length === 0) return;
      await this.gatherApart(wanted);
    }
  }

  /** What cannot be looked up for one ticket must not keep the others of its batch; a failed one is due again later. */
  private async gatherApart(wanted: readonly EvidenceWanted[]): Promise<void> {
    try {
      await this.gather(wanted);
    } catch (error) {
      if (wanted.length > 1 && !isDatabaseAway(error)) {
        for (const one of wanted) await this.gatherApart([one]);
        return;
      }
      this.logger.warn('evidence not gathered: tried again', {
        tickets: wanted.map(({ ticketId }) => ticketId),
        error,
      });
    }
  }

  private async gather(wanted: readonly EvidenceWanted[]): Promise<void> {
    const named = wanted.flatMap(({ connector, names }) =>
      connector === null ? [] : names.map((name) => ({ connector, name })),
    );
    const found = await this.insight.find(named);
    const instances = new Map(wanted.map((each) => [each.ticketId, meant(each, found)]));
    const all = new Map([...instances.values()].flat().map((instance) => [instance.id, instance]));
    const inspected = await this.insight.inspect([...all.values()]);
    const idsOf = ({ ticketId }: EvidenceWanted): string[] => (instances.get(ticketId) ?? []).map(({ id }) => id);
    const records = await this.records.find(
      wanted.map((each) => ({ ticketId: each.ticketId, instanceIds: idsOf(each), references: each.references })),
    );
    await this.desk.attach(
      wanted.map((each) => {
        const seen = idsOf(each).flatMap((id) => inspected.get(id) ?? []);
        const evidence: Evidence = {
          instances: seen.map(({ facts }) => facts),
          records: records.get(each.ticketId) ?? [],
          selfChecks:
            seen.length > 0
              ? seen.flatMap(({ facts, selfCheck }) =>
                  selfCheck.findings.map((finding): EvidenceCheck => ({ instanceId: facts.id, ...finding })),
                )
              : this.unchecked(each),
        };
        return { ticketId: each.ticketId, claim: each.claim, evidence };
      }),
    );
  }

  private unchecked({ connector }: EvidenceWanted): EvidenceCheck[] {
    const findings = connector === null ? null : this.insight.missing(connector);
    return (findings ?? []).map((finding) => ({ instanceId: null, ...finding }));
  }
}

/** A draft of a store that is also confirmed is somebody's try-out, and nothing against the store. */
function meant({ connector, names }: EvidenceWanted, found: readonly FoundInstance[]): FoundInstance[] {
  const wanted = new Set(names.map((name) => InstanceInsight.key(name)));
  const own = found.filter((each) => each.connector === connector && wanted.has(each.identity));
  const confirmed = own.filter(({ state }) => state === 'confirmed');
  return confirmed.length > 0 ? confirmed : own;
}
