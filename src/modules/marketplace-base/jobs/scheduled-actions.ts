import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Scheduler } from '../../../platform/scheduling/index.js';
import { RunScheduledAction } from '../application/run-scheduled-action.js';
import { ScheduledActionRepository } from '../infrastructure/scheduled-action.repository.js';

export const SCHEDULED_ACTIONS = 'marketplace.scheduled-actions';
const LOOK_MS = 15_000;

/** Runs what is due (A24): each by itself, so that one instance's failure leaves the others alone. */
@Injectable()
export class ScheduledActions implements OnModuleInit {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly actions: ScheduledActionRepository,
    private readonly runAction: RunScheduledAction,
  ) {}

  onModuleInit(): void {
    this.scheduler.dueRows(SCHEDULED_ACTIONS, {
      everyMs: LOOK_MS,
      due: (limit) => this.actions.due(limit),
      keyOf: (action) => action.id,
      stillDue: (action) => this.actions.isDue(action.id),
      run: (action) => this.runAction.due(action.id),
    });
  }
}
