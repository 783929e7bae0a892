export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly createdCount: number;
  readonly updatedCount: number;
  readonly skippedCount: number;
  readonly failedCount: number;
  readonly message: string | null;
  readonly endedAt: string | null;
}

/** The hub's REST API as a merchant's own program would call it. */
export class HubClient {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.call<T>('PATCH', path, body);
  }

  /** Every record of a list, page by page; nothing but the current page is held. */
  async *all<T>(path: string): AsyncGenerator<T> {
    const joint = path.includes('?') ? '&' : '?';
    for (let cursor: string | null = null, first = true; first || cursor; first = false) {
      const at: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page: { data: T[]; page: { nextCursor: string | null } } = await this.get(`${path}${joint}limit=200${at}`);
      yield* page.data;
      cursor = page.page.nextCursor;
    }
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

/** Sums of money with four decimals, kept in ten-thousandths; one sum for each currency. */
export class Sums {
  private readonly units = new Map<string, bigint>();

  add({ amount, currency }: Amount): void {
    this.units.set(currency, (this.units.get(currency) ?? 0n) + unitsOf(amount));
  }

  plus(other: Sums): Sums {
    const sum = new Sums();
    for (const [currency, units] of [...this.units, ...other.units])
      sum.units.set(currency, (sum.units.get(currency) ?? 0n) + units);
    return sum;
  }

  /** "1234.5000" for one currency, "EUR 1.0000 + GBP 2.0000" for several, "0.0000" for none. */
  toString(): string {
    const sums = [...this.units]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, units]) => ({ currency, text: textOf(units) }));
    if (sums.length === 0) return '0.0000';
    return sums.length === 1 && sums[0]
      ? sums[0].text
      : sums.map(({ currency, text }) => `${currency} ${text}`).join(' + ');
  }
}

function unitsOf(amount: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(amount);
  if (!match) throw new Error(`"${amount}" is not an amount.`);
  const units = BigInt(`${match[2]}${(match[3] ?? '').padEnd(4, '0')}`);
  return match[1] ? -units : units;
}

function textOf(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
