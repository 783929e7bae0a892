import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EVIDENCE_LANES, EvidenceBell, GATHER_EVIDENCE } from '../../../modules/support-tickets/index.js';
import { Queue } from '../../../platform/queue/index.js';
import { Scheduler } from '../../../platform/scheduling/index.js';
import { GatherEvidence } from '../application/gather-evidence.js';

const SWEEP_MS = 5_000;

/** Answers the bells of new reports; rings again for what bells lost. */
@Injectable()
export class EvidenceBells implements OnModuleInit {
  constructor(
    private readonly queue: Queue,
    private readonly scheduler: Scheduler,
    private readonly bell: EvidenceBell,
    private readonly gather: GatherEvidence,
  ) {}

  onModuleInit(): void {
    this.queue.register(GATHER_EVIDENCE, (_payload, signal) => this.gather.run(signal), {
      concurrency: EVIDENCE_LANES,
    });
    this.scheduler.every('support.sweep-evidence', SWEEP_MS, () => Promise.resolve(this.bell.ring()));
  }
}
