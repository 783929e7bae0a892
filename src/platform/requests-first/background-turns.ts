import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { resultWithin } from '../async/index.js';
import { RequestRush } from './request-rush.js';

/** How long an answer about the rush is believed. */
const ASK_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 2_000;
/** Of the time that a step took, so much is left to requests before the next. */
const PAUSE_SHARE = 2;
const LONGEST_PAUSE_MS = 500;

/**
 * Work that nobody waits for, step by step. As a rule its steps run as they come, several at once, and take what the machine gives. While
 * many requests come in, a process does one at a time and leaves a pause behind each: most of the processors is then free for whoever
 * waits for an answer, and the work still goes on.
 */
@Injectable()
export class BackgroundTurns {
  private rush: Promise<boolean> = Promise.resolve(false);
  private askedAt = -Infinity;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly requests: RequestRush) {}

  /** @param step must not wait for another step; what it throws is passed on */
  async take<T>(step: () => Promise<T>): Promise<T> {
    if (!(await this.isRush())) return step();
    let began = 0;
    const turn = this.last.then(() => {
      began = performance.now();
      return step();
    });
    this.last = turn
      .catch(() => undefined)
      .then(() => sleep(Math.min((performance.now() - began) * PAUSE_SHARE, LONGEST_PAUSE_MS)));
    return turn;
  }

  private isRush(): Promise<boolean> {
    if (performance.now() - this.askedAt > ASK_EVERY_MS) {
      this.askedAt = performance.now();
      // A database that is away, or says nothing, stops the step itself; here it is no reason to wait.
      this.rush = resultWithin(this.requests.isOn(), ANSWER_WITHIN_MS).then(
        (isOn) => isOn ?? false,
        () => false,
      );
    }
    return this.rush;
  }
}
