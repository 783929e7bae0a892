/** Work that the store does a little later (captures, voids, refunds), by the virtual clock. */
export class Settlements {
  private waiting: { dueMs: number; work: () => void }[] = [];

  constructor(private readonly nowMs: () => number) {}

  later(delayMs: number, work: () => void): void {
    this.waiting.push({ dueMs: this.nowMs() + delayMs, work });
  }

  /** Does what is due; called before each request, so that nobody sees a late state. */
  run(): void {
    if (this.waiting.length === 0) return;
    const now = this.nowMs();
    const due = this.waiting.filter((item) => item.dueMs <= now);
    if (due.length === 0) return;
    this.waiting = this.waiting.filter((item) => item.dueMs > now);
    for (const { work } of due) work();
  }
}
