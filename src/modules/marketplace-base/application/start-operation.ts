import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { JobRepository } from '../infrastructure/job.repository.js';
import { JobBells } from './job-bells.js';
import { OperationRegistry } from './registries.js';

export interface StartOperationCommand {
  readonly instanceId: string;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  readonly correlationId: string;
}

export interface StartedOperation {
  readonly jobId: string;
  /** The same incremental run was under way already: this is its job. */
  readonly alreadyRunning: boolean;
}

/** Makes a queue job and rings for it. An incremental run that is under way already is answered instead of started twice. */
@Injectable()
export class StartOperation {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobRepository,
    private readonly instances: InstanceRepository,
    private readonly operations: OperationRegistry,
    private readonly bells: JobBells,
  ) {}

  async execute(command: StartOperationCommand): Promise<StartedOperation> {
    const started = await this.database.transaction((tx) => this.within(tx, command));
    await this.bells.fetch(started.jobId);
    return started;
  }

  /** For callers with a transaction of their own; they ring once it has committed. */
  async within(tx: Tx, command: StartOperationCommand): Promise<StartedOperation> {
    const operation = this.operations.get(command.operation);
    const parameters = operation.parseParameters(command.parameters);
    requireConfirmed(await this.instances.share(tx, command.instanceId));
    const { instanceId, requestedBy, correlationId } = command;
    const singleKey = operation.incrementalKey(parameters);
    const jobId = newId();
    const job = { id: jobId, instanceId, operation: operation.key, parameters, singleKey, requestedBy, correlationId };
    // The running job may end between the two statements: then there is room for a new one.
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await this.jobs.createUnlessRunning(tx, job)) return { jobId, alreadyRunning: false };
      const running = singleKey === null ? null : await this.jobs.running(tx, instanceId, singleKey);
      if (running !== null) return { jobId: running, alreadyRunning: true };
    }
    throw new DomainError(
      'conflict',
      'marketplace.already-running',
      'The same operation starts and ends for this instance right now. Try again.',
    );
  }
}

export function requireConfirmed(instance: { readonly name: string; readonly state: string }): void {
  if (instance.state === 'confirmed') return;
  throw new DomainError(
    'conflict',
    'marketplace.instance-not-confirmed',
    `Confirm the instance ${instance.name} first: operations need its master data.`,
  );
}
