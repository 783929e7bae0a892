/** The sandbox's own time: runs like the real one, and can be set or moved so that tests jump windows and delays. */
export class VirtualClock {
  private offsetMs: number;

  constructor(startMs?: number) {
    this.offsetMs = startMs === undefined ? 0 : startMs - Date.now();
  }

  nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  seconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  set(ms: number): void {
    this.offsetMs = ms - Date.now();
  }
}
