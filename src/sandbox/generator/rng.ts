/** Small seeded generator: the same seed gives the same numbers on every machine (32-bit integer arithmetic only). */
export class Rng {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return this.next() % limit;
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/** Mixes two numbers into one seed, so that neighbours do not look alike. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h ^= h >>> 16;
  h = Math.imul(h, 0x45d9f3b);
  return (h ^ (h >>> 15)) >>> 0;
}

const HEX = Array.from({ length: 65536 }, (_, i) => i.toString(16).padStart(4, '0'));

function hex(value: number): string {
  return HEX[value & 0xffff] as string;
}

/** A UUID made of the seed; the version and variant digits are right, the rest is the hash. */
export function seededUuid(seed: number): string {
  const rng = new Rng(seed);
  const [a, b, c, d] = [rng.next(), rng.next(), rng.next(), rng.next()];
  const version = hex((b & 0x0fff) | 0x4000);
  const variant = hex((c & 0x3fff) | 0x8000);
  return `${hex(a)}${hex(a >>> 16)}-${hex(b >>> 16)}-${version}-${variant}-${hex(c >>> 16)}${hex(d)}${hex(d >>> 16)}`;
}
