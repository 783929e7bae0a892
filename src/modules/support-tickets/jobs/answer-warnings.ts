import { Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { Scheduler } from '../../../platform/scheduling/index.js';
import { WarnOfAnswers } from '../application/warn-of-answers.js';

const ANSWER_WARNINGS = 'support.answer-warnings';
const LOOK_MS = 15_000;

@Injectable()
export class AnswerWarnings implements OnModuleInit {
  constructor(
    private readonly warnings: WarnOfAnswers,
    @Optional() private readonly scheduler?: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler?.every(ANSWER_WARNINGS, LOOK_MS, ({ signal }) => this.warnings.run(new Date(), signal));
  }
}
