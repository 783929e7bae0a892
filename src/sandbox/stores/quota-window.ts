export const WINDOW_MS = 30_000;
/** A plan without a published figure. */
const UNLIMITED = 1_000_000_000;
const PLANS: Record<string, number> = { standard: 150, plus: 150, pro: 450, unlimited: UNLIMITED };

export interface QuotaState {
  quota: number;
  left: number;
  resetMs: number;
  spent: boolean;
}

/** Requests per fixed window of 30 s, shared by all tokens of a store. */
export class QuotaWindow {
  private quota: number;
  private window = -1;
  private used = 0;
  private stolenPerWindow = 0;

  constructor(
    plan: string,
    private readonly nowMs: () => number,
  ) {
    this.quota = quotaOf(plan);
  }

  setPlan(plan: string): void {
    this.quota = quotaOf(plan);
  }

  /** Other apps on the store: this many requests go at the start of each window. */
  setEatenByOthers(perWindow: number): void {
    this.roll(this.nowMs());
    this.used += perWindow - this.stolenPerWindow;
    this.stolenPerWindow = perWindow;
  }

  /** Counts one request. */
  take(): QuotaState {
    const now = this.nowMs();
    this.roll(now);
    const spent = this.used >= this.quota;
    if (!spent) this.used += 1;
    return {
      quota: this.quota,
      left: Math.max(0, this.quota - this.used),
      resetMs: WINDOW_MS - (now % WINDOW_MS),
      spent,
    };
  }

  private roll(now: number): void {
    const window = Math.floor(now / WINDOW_MS);
    if (window === this.window) return;
    this.window = window;
    this.used = this.stolenPerWindow;
  }
}

export function quotaOf(plan: string): number {
  const known = PLANS[plan];
  if (known !== undefined) return known;
  if (/^\d+$/.test(plan)) return Number(plan);
  throw new Error(`Unknown plan "${plan}": use standard, plus, pro, unlimited or a number of requests per 30 s.`);
}
