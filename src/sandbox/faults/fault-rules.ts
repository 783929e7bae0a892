import { Rng } from '../generator/rng.js';

export const FAULT_KINDS = [
  'latency',
  '429',
  '429-bare',
  '500',
  '502',
  '503',
  '504',
  'drop-before',
  'drop-after',
  'broken-json',
  'truncated-consignments',
  'timeout',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultRule {
  /** "all", or a glob over "GET /v2/orders/{order_id}" or the path alone; `*` stands for anything. */
  endpoint: string;
  /** Share of the requests it strikes, 0 to 1. */
  rate: number;
  kind: FaultKind;
  /** Of latency and timeout: how long. */
  afterMs?: number;
  /** Strikes at most so often, then rests. */
  times?: number;
  /** Only this store. */
  store?: string;
}

interface ActiveRule extends FaultRule {
  left: number;
  pattern: RegExp | null;
}

/** Which fault strikes a request: the first rule that matches and whose dice fall so. The dice are seeded. */
export class FaultRules {
  private rules: ActiveRule[] = [];
  private rng = new Rng(1);
  private struck: Record<string, number> = {};

  set(rules: readonly FaultRule[], seed = 1): void {
    this.rng = new Rng(seed);
    this.struck = {};
    this.rules = rules.map((rule) => ({ ...rule, left: rule.times ?? Infinity, pattern: globOf(rule.endpoint) }));
  }

  clear(): void {
    this.set([]);
  }

  read(): { rules: FaultRule[]; struck: Record<string, number> } {
    const rules = this.rules.map(({ left: _left, pattern: _pattern, ...rule }) => rule);
    return { rules, struck: { ...this.struck } };
  }

  strike(endpoint: string, storeHash: string): ActiveFault | null {
    if (this.rules.length === 0) return null;
    for (const rule of this.rules) {
      if (rule.left <= 0 || (rule.store !== undefined && rule.store !== storeHash)) continue;
      if (rule.pattern && !rule.pattern.test(endpoint) && !rule.pattern.test(endpoint.slice(endpoint.indexOf(' ') + 1)))
        continue;
      if (this.rng.next() >= rule.rate * 4294967296) continue;
      rule.left -= 1;
      this.struck[rule.kind] = (this.struck[rule.kind] ?? 0) + 1;
      return { kind: rule.kind, afterMs: rule.afterMs };
    }
    return null;
  }
}

export interface ActiveFault {
  kind: FaultKind;
  afterMs: number | undefined;
}

/** null for "all". */
function globOf(glob: string): RegExp | null {
  if (glob === 'all' || glob === '*') return null;
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}
