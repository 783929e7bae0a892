import { Injectable } from '@nestjs/common';
import { redactor } from '../../../platform/logging/index.js';
import type { Connector, ProblemMeaning, SelfCheckFinding, SelfCheckReport } from '../contract/index.js';
import { selfCheckFindings } from '../domain/self-check.js';
import { FailureRepository } from '../infrastructure/failure.repository.js';
import { InsightRepository } from '../infrastructure/insight.repository.js';
import { instanceNotFound } from '../infrastructure/instance.repository.js';
import { InstanceAccess } from './instance-access.js';
import { TestConnection } from './test-connection.js';

/** Of a connector that does not say: only that it answers, or that it could not be told. */
const UNSAID: ProblemMeaning = { key: 'credentials', result: 'unknown' };

/** Orders that came without a workflow longer ago say nothing about the settings of today. */
const STILL_TRUE_MS = 30 * 86_400_000;

/** Looks at all that a report should have had checked before (D23), as far as the hub can: once, afresh. */
@Injectable()
export class SelfCheck {
  constructor(
    private readonly insight: InsightRepository,
    private readonly failures: FailureRepository,
    private readonly access: InstanceAccess,
    private readonly testConnection: TestConnection,
  ) {}

  /** @throws DomainError `not-found`, and `invalid` for an instance whose connector this hub no longer has */
  async run(instanceId: string): Promise<SelfCheckReport> {
    const [before] = await this.insight.facts([instanceId]);
    if (!before) throw instanceNotFound(instanceId);
    const connector = await this.access.connector(instanceId);
    const tested = await this.testConnection.run(instanceId);
    const findings = selfCheckFindings(
      {
        label: connector.label,
        isConfirmed: before.state === 'confirmed',
        problems: tested.problems,
        isAnswered: tested.store !== null,
        workedAt: workedAt(before),
        actions: await this.insight.schedules([instanceId]),
        setup: {
          ...(await this.insight.setup(instanceId)),
          missingWorkflows: await this.failures.missingWorkflows(instanceId, new Date(Date.now() - STILL_TRUE_MS)),
        },
        more: await this.more(connector, instanceId),
      },
      (code) => connector.selfCheck?.meaning(code) ?? UNSAID,
    );
    return { instanceId, checkedAt: tested.checkedAt, findings: redactor.value(findings) as SelfCheckFinding[] };
  }

  private async more({ selfCheck }: Connector, instanceId: string): Promise<readonly SelfCheckFinding[] | null> {
    if (!selfCheck?.more) return null;
    return selfCheck.more(await this.access.reference(instanceId));
  }
}

type Before = Awaited<ReturnType<InsightRepository['facts']>>[number];

/** The last good test, if nothing bad was found since; else Confirm, which lets only a good one pass. */
function workedAt({ state, confirmedAt, connection }: Before): Date | null {
  const at = connection.status === 'ok' ? connection.checkedAt : state === 'confirmed' ? confirmedAt : null;
  return at === null ? null : new Date(at);
}
