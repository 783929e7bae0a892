import { Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { Scheduler } from '../../../platform/scheduling/index.js';
import { TakeFiles } from '../application/take-files.js';

const SWEEP_ATTACHMENTS = 'support.sweep-attachments';
const EVERY_MS = 900_000;

@Injectable()
export class AttachmentSweep implements OnModuleInit {
  constructor(
    private readonly files: TakeFiles,
    @Optional() private readonly scheduler?: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler?.every(SWEEP_ATTACHMENTS, EVERY_MS, async ({ signal }) => {
      await this.files.sweep(signal);
    });
  }
}
