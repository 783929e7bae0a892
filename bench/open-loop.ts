import { Agent, request, type ClientRequest } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { round } from './processes.js';

/** One that has no answer by then counts as failed. */
const ANSWER_WITHIN_MS = 30_000;
const LOOP_RESOLUTION_MS = 2;
const MOST_COMPLAINTS = 3;

export interface Load {
  readonly url: string;
  readonly perSecond: number;
  /** One request each, in this order. */
  readonly bodies: readonly string[];
  /** The only good answer. */
  readonly expected: number;
}

export interface LoadFigures {
  readonly requests: number;
  /** Answers that were not the expected one, and requests without an answer. */
  readonly errors: number;
  readonly complaints: readonly string[];
  readonly perSecond: number;
  /** Milliseconds from the instant a request was planned for to the last byte of its answer. */
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  /** What this side adds: how late requests left, and how late its event loop was. Part of the latencies above. */
  readonly generator: { readonly sentLateP99: number; readonly loopDelayP99: number; readonly loopDelayMax: number };
}

/**
 * Requests leave by the clock, whether those before them were answered or not, and latency counts from the planned instant: a hub that
 * stands still for a second is seen by every request of that second, not by the one that found it so.
 */
export async function openLoop({ url, perSecond, bodies, expected }: Load): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true });
  const latencies = new Float64Array(bodies.length);
  const lateness = new Float64Array(bodies.length);
  const complaints: string[] = [];
  const answers: Promise<void>[] = [];
  let errors = 0;
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  const began = performance.now();
  for (const [index, body] of bodies.entries()) {
    const planned = began + (index * 1000) / perSecond;
    for (let wait = planned - performance.now(); wait > 0; wait = planned - performance.now()) await sleep(wait);
    lateness[index] = performance.now() - planned;
    const answer = post(url, body, agent).then(
      ({ status, text }) => (status === expected ? null : `${status}: ${text.slice(0, 300)}`),
      (error: unknown) => String(error),
    );
    answers.push(
      answer.then((complaint) => {
        latencies[index] = performance.now() - planned;
        if (complaint === null) return;
        errors++;
        if (complaints.length < MOST_COMPLAINTS) complaints.push(complaint);
      }),
    );
  }
  await Promise.all(answers);
  const seconds = (performance.now() - began) / 1000;
  loop.disable();
  agent.destroy();
  latencies.sort();
  lateness.sort();
  return {
    requests: bodies.length,
    errors,
    complaints,
    perSecond: round(bodies.length / seconds, 1),
    p50: at(latencies, 0.5),
    p90: at(latencies, 0.9),
    p99: at(latencies, 0.99),
    p999: at(latencies, 0.999),
    max: at(latencies, 1),
    generator: {
      sentLateP99: at(lateness, 0.99),
      loopDelayP99: delay(loop.percentile(99)),
      loopDelayMax: delay(loop.max),
    },
  };
}

function post(url: string, body: string, agent: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent: ClientRequest = request(
      url,
      { method: 'POST', agent, headers, timeout: ANSWER_WITHIN_MS },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

function at(sorted: Float64Array, share: number): number {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 1);
}

/** The histogram holds whole rounds of the loop's timer, in ns; what is beyond the timer's own time is the delay. */
function delay(nanoseconds: number): number {
  return round(Math.max(0, nanoseconds / 1e6 - LOOP_RESOLUTION_MS), 1);
}
