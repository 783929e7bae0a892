import { mix } from '../rng.js';

/** 2025-01-01: a million orders, half a minute apart, end before that year does. */
export const DEFAULT_ORIGIN = 1735689600;
const STEP = 30;

/** Dates of generated orders, by arithmetic in both directions: date_modified rises strictly with the order's number. */
export class OrderTimes {
  constructor(
    private readonly seed: number,
    readonly origin: number = DEFAULT_ORIGIN,
  ) {}

  createdAt(n: number): number {
    return this.origin + n * STEP + (mix(this.seed ^ 0xda7e, n) % 10);
  }

  modifiedAt(n: number): number {
    return this.origin + n * STEP + 12 + (mix(this.seed ^ 0x30d1, n) % 16);
  }

  /** The lowest number whose date_modified is at or after `seconds`. */
  firstModifiedFrom(seconds: number): number {
    return this.first(seconds, (n) => this.modifiedAt(n));
  }

  firstCreatedFrom(seconds: number): number {
    return this.first(seconds, (n) => this.createdAt(n));
  }

  private first(seconds: number, dateOf: (n: number) => number): number {
    const n = Math.floor((seconds - this.origin) / STEP);
    if (n < 0) return 0;
    return dateOf(n) >= seconds ? n : n + 1;
  }
}
