import { Catalog } from '../generator/catalog.js';
import { OrderBuilder } from '../generator/orders/order-builder.js';
import { DEFAULT_ORIGIN, OrderTimes } from '../generator/orders/order-times.js';
import { Shapes } from '../generator/orders/shapes.js';
import { People } from '../generator/people/people.js';
import { FIRST_MADE_ID } from '../generator/text/follow-up-rows.js';
import { OrderBook } from './orders/order-book.js';
import { OrderLists } from './orders/order-lists.js';
import { RefundLists } from './orders/refund-lists.js';
import { QuotaWindow } from './quota-window.js';
import { RequestLog } from './request-log.js';
import { ALL_SCOPES } from './scopes.js';
import { Settlements } from './settlements.js';
import type { VirtualClock } from './virtual-clock.js';

export type Profile = 'simple' | 'all';
export type TaxMode = 'inclusive' | 'exclusive' | 'mixed';

export interface StoreOptions {
  hash: string;
  token: string;
  scopes: readonly string[];
  orders: number;
  products: number;
  customers: number;
  seed: number;
  profile: Profile;
  tax: TaxMode;
  /** A plan of the sheet, or a number of requests per window. */
  plan: string;
  /** How many stock locations the store has; 0 is a real and awkward case. */
  locations: number;
  firstOrderId: number;
}

export const DEFAULT_STORE: StoreOptions = {
  hash: 'sandbox1',
  token: 'sandbox-token-with-all-scopes',
  scopes: ALL_SCOPES,
  orders: 1000,
  products: 200,
  customers: 1000,
  seed: 1,
  profile: 'simple',
  tax: 'inclusive',
  plan: 'unlimited',
  locations: 1,
  firstOrderId: 1001,
};

/** One store: its tokens, its quota and everything its API shows. */
export class Store {
  readonly hash: string;
  readonly seed: number;
  readonly profile: Profile;
  readonly tax: TaxMode;
  readonly origin = DEFAULT_ORIGIN;
  readonly tokens = new Map<string, readonly string[]>();
  readonly quota: QuotaWindow;
  readonly requests = new RequestLog();
  readonly catalog: Catalog;
  readonly people: People;
  readonly orders: OrderBook;
  readonly lists: OrderLists;
  readonly refunds: RefundLists;
  /** "http://127.0.0.1:1234/stores/abc": the root of all links. */
  readonly url: string;
  readonly inFlight = new Map<string, number>();
  readonly settlements: Settlements;
  locations: number;
  latencyMs: number | null = null;
  plan: string;
  /** Whether a shipment moves the order to status 3 or 2: inferred in the sheet, so it can be switched off. */
  shipmentsMoveStatus = true;
  /** How captures, voids and refunds end. */
  paymentsFail = false;
  settleMs = 2000;
  private madeIds = FIRST_MADE_ID;

  constructor(
    options: StoreOptions,
    readonly clock: VirtualClock,
    serverUrl: string,
  ) {
    this.hash = options.hash;
    this.seed = options.seed;
    this.profile = options.profile;
    this.tax = options.tax;
    this.locations = options.locations;
    this.plan = options.plan;
    this.url = `${serverUrl}/stores/${options.hash}`;
    this.tokens.set(options.token, options.scopes);
    this.quota = new QuotaWindow(options.plan, () => clock.nowMs());
    this.catalog = new Catalog(options.seed, Math.max(1, options.products), options.profile === 'simple', this.origin);
    this.people = new People(options.seed, Math.max(1, options.customers), options.profile === 'all', this.origin);
    const shapes = new Shapes(options.seed, options.profile, options.tax);
    this.orders = new OrderBook({
      firstId: options.firstOrderId,
      count: options.orders,
      builder: new OrderBuilder(options.seed, options.firstOrderId, shapes, this.catalog, this.people),
      times: new OrderTimes(options.seed, this.origin),
      shapes,
      urlBase: `${this.url}/v2`,
      now: () => clock.seconds(),
    });
    this.lists = new OrderLists(this.orders);
    this.refunds = new RefundLists(this.orders);
    this.settlements = new Settlements(() => clock.nowMs());
  }

  /** The next id for anything made through the API (shipments, refunds, transactions). */
  nextId(): number {
    this.madeIds += 1;
    return this.madeIds;
  }
}
