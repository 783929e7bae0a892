/** One fault rule of the sandbox: `POST /_sandbox/faults`. */
export interface Fault {
  readonly endpoint?: string;
  readonly rate: number;
  readonly kind: string;
  readonly afterMs?: number;
  readonly times?: number;
}

export interface StoreTotals {
  readonly byPaymentStatus: Readonly<Record<string, number>>;
  /** Without incomplete orders. */
  readonly complete: {
    readonly orders: number;
    readonly byCurrency: Readonly<Record<string, { orders: number; totalIncTax: string; totalTax: string }>>;
  };
}

export interface StoreOrder {
  readonly id: number;
  readonly status_id: number;
  readonly payment_status: string | null;
  readonly total_inc_tax: string;
  readonly total_tax: string;
  readonly default_currency_code: string;
}

/** A running sandbox and what a test may do behind the API's back. */
export class StoreControl {
  readonly url: string;
  readonly storeHash: string;
  readonly token: string;

  constructor(store: { readonly url: string; readonly storeHash: string; readonly token: string }) {
    this.url = store.url;
    this.storeHash = store.storeHash;
    this.token = store.token;
  }

  totals(): Promise<StoreTotals> {
    return this.control<StoreTotals>('GET', `/stores/${this.storeHash}/totals`);
  }

  async setFaults(seed: number, rules: readonly Fault[]): Promise<void> {
    await this.control('POST', '/faults', { seed, rules });
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', '/faults');
  }

  /** How often each kind of fault struck. */
  async struck(): Promise<Readonly<Record<string, number>>> {
    return (await this.control<{ struck: Record<string, number> }>('GET', '/faults')).struck;
  }

  async setClock(now: number): Promise<void> {
    await this.control('POST', '/clock', { now });
  }

  /** So many new orders, dated now. */
  async appendOrders(count: number): Promise<number[]> {
    return (await this.control<{ ids: number[] }>('POST', `/stores/${this.storeHash}/orders`, { count })).ids;
  }

  async patchOrder(id: number, patch: object): Promise<void> {
    await this.control('POST', `/stores/${this.storeHash}/orders/${id}/patch`, patch);
  }

  async unpatchOrder(id: number): Promise<void> {
    await this.control('POST', `/stores/${this.storeHash}/orders/${id}/unpatch`, {});
  }

  /** One page of a list as the API gives it; nothing for 204. */
  async read<T>(path: string): Promise<T | null> {
    const response = await fetch(`${this.url}/stores/${this.storeHash}${path}`, {
      headers: { 'X-Auth-Token': this.token, Accept: 'application/json' },
    });
    if (response.status === 204) return null;
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as T;
  }

  /** All orders of the store but the incomplete ones. */
  async orders(): Promise<StoreOrder[]> {
    const orders: StoreOrder[] = [];
    for (let page = 1; ; page++) {
      const rows = await this.read<StoreOrder[]>(`/v2/orders?limit=250&page=${page}`);
      if (rows === null) return orders;
      orders.push(...rows.filter((order) => order.status_id !== 0));
    }
  }

  private async control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
