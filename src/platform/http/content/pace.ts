import type { Request } from 'express';

export interface PaceLimits {
  /** A sender who is silent for so long is gone. */
  readonly silenceMs: number;
  /** A line may take so long to come up to speed. */
  readonly graceMs: number;
  /** What must have come since the beginning, on average. */
  readonly bytesPerSecond: number;
}

/**
 * For every body that takes up room while it comes. A byte now and then breaks no silence limit, so a few senders could keep the room
 * of all others. The rate is what is left of 128 kbit/s, a poor mobile line, after the headers of its packets. It counts from the
 * beginning, not over the last seconds: a line may falter, and still no body takes longer than its largest size at this rate.
 * The web server's own limit for a whole request (`requestTimeout`, five minutes unless it is set) is another one, and for large bodies
 * on poor lines the tighter one.
 */
export const BODY_PACE: PaceLimits = { silenceMs: 30_000, graceMs: 20_000, bytesPerSecond: 15_000 };

export interface Pace {
  came(bytes: number): void;
  /** To be called once nothing more is read. */
  stop(): void;
}

/** Breaks the request off when its sender is silent or too slow: whoever reads it sees it end too early. */
export function watchPace(request: Pick<Request, 'complete' | 'destroy'>, limits: PaceLimits): Pace {
  const { silenceMs, graceMs, bytesPerSecond } = limits;
  const began = performance.now();
  let bytes = 0;
  let heardAt = began;
  const check = (): void => {
    // The sender has done his part: what is slow now is ours.
    if (request.complete) return stop();
    const now = performance.now();
    const isSilent = now - heardAt >= silenceMs;
    const isTooSlow = now - began >= graceMs && bytes < (bytesPerSecond * (now - began)) / 1000;
    if (!isSilent && !isTooSlow) return;
    stop();
    request.destroy();
  };
  // Often enough to be exact within a twentieth, and without a timer for every piece.
  const timer = setInterval(check, Math.min(graceMs, silenceMs) / 20);
  const stop = (): void => clearInterval(timer);
  return {
    came: (more) => {
      bytes += more;
      heardAt = performance.now();
    },
    stop,
  };
}
