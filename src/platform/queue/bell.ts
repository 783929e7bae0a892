import { createHash } from 'node:crypto';
import { currentCorrelationId } from '../logging/index.js';
import type { JobName, RingOptions } from './queue.js';

/** A payload is a handful of ids; whatever is larger belongs in a row. */
const MAX_PAYLOAD_CHARACTERS = 2_000;

export interface Bell {
  readonly name: JobName;
  readonly id: string;
  readonly payload: object;
  readonly delayMs: number;
  /** Of the request or job that rang, so that its log lines can be followed into the handler. */
  readonly correlationId: string | null;
}

export function makeBell(name: JobName, payload: object, options: RingOptions = {}): Bell {
  const text = JSON.stringify(payload);
  if (text.length > MAX_PAYLOAD_CHARACTERS) {
    throw new Error(`The payload of ${name} has ${text.length} characters; a bell carries ids only.`);
  }
  return {
    name,
    id: options.id ?? createHash('sha256').update(text).digest('base64url').slice(0, 22),
    payload,
    delayMs: Math.max(0, Math.ceil(options.delayMs ?? 0)),
    correlationId: currentCorrelationId() ?? null,
  };
}
