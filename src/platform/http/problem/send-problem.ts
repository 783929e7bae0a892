import type { Response } from 'express';
import { currentCorrelationId } from '../../logging/index.js';
import type { Answer } from './to-problem.js';
import type { Problem } from './problem.js';

export function problemBody(problem: Answer['problem']): string {
  const body: Problem = { ...problem, correlationId: currentCorrelationId() ?? null };
  try {
    return JSON.stringify(body, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  } catch {
    // Facts that cannot be written down must not turn a clear refusal into a failure.
    return JSON.stringify({ ...body, facts: undefined });
  }
}

/** When the answer has already begun, the connection is cut instead, so that nobody takes half for whole. */
export function sendProblem(response: Response, { problem, headers }: Pick<Answer, 'problem' | 'headers'>): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(problem.status).set(headers).type('application/problem+json').send(problemBody(problem));
}
