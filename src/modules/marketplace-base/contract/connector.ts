import type { RemoteOrder } from './remote-order.js';
import type { ProblemMeaning, SelfCheckFinding } from './self-check.js';

/** What a connector is told of an instance. Credentials are opened for the call and never stored, logged or put in a job. */
export interface InstanceRef {
  readonly id: string;
  readonly name: string;
  /** Credential fields of the connector in the clear, e.g. { storeHash, accessToken, apiBaseUrl }. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** One field a person fills in to connect; secret ones are write-only. */
export interface CredentialField {
  readonly name: string;
  readonly label: string;
  readonly secret: boolean;
  readonly required: boolean;
  /** By this one, which is never secret, people name the store or account: its hash, its name. At most one field does. */
  readonly identifies?: true;
  readonly pattern?: string;
  readonly defaultValue?: string;
}

/** A record as the remote side sent it: kept on the queue line, mapped when the line is processed. */
export interface RemoteRecord {
  readonly remoteId: string;
  /** ISO 8601 instant of the last change on the remote side. */
  readonly modifiedAt: string;
  readonly statusId: string;
  /** What the remote side said, JSON-safe; must never be changed. */
  readonly content: unknown;
  /** Where `content` stands in the page's `answer`; absent when it does not stand there as it is. */
  readonly position?: number;
}

/** Which orders to read. Explicit ids leave the other fields out (A11.1, A11.4). */
export interface OrderQuery {
  readonly ids?: readonly string[];
  /** Changed at or after this instant; null = from the beginning. */
  readonly modifiedFrom?: string | null;
  /** Created in this range (inclusive), for imports by date. */
  readonly createdFrom?: string | null;
  readonly createdTo?: string | null;
  readonly statusId?: string | null;
}

export interface RecordPage {
  readonly records: readonly RemoteRecord[];
  /** The remote side's own answer, a gzipped JSON array: kept as it came, so that nobody packs it again. */
  readonly answer: Buffer | null;
  /** Ids asked for that do not exist on the remote side. */
  readonly missingIds: readonly string[];
  /** Where to go on, to be stored and handed back as it is; null = nothing is left. JSON-safe. */
  readonly next: PageCursor | null;
  /** Latest `modifiedAt` of everything read so far, where the next incremental run starts; null = nothing read. */
  readonly highWater: string | null;
}
export type PageCursor = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What a vendor's failure means for us. The connector is the only place that knows the vendor's codes. */
export interface Disposition {
  readonly do: 'retry' | 'reauthorise' | 'give-up';
  readonly afterMs?: number;
  /** Error code `bigcommerce.missing-scope`, for machines. */
  readonly code: string;
  /** A sentence that says what happened and what to do (A1.9). */
  readonly message: string;
  /** The vendor's own words, redacted; '' when there were none. */
  readonly vendorMessage: string;
  /** Method and path, without the query; '' when nothing was sent. */
  readonly endpoint: string;
}

/** Outcome of Test Connection (A1.6, B3). `problems` names each missing scope or setting with what to do. */
export interface ConnectionReport {
  readonly ok: boolean;
  readonly problems: readonly { readonly code: string; readonly message: string; readonly endpoint: string }[];
  /** What the remote side calls itself; null when it could not be asked. */
  readonly store: RemoteStore | null;
}

export interface RemoteStore {
  readonly name: string;
  readonly url: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly countryCode: string;
  readonly weightUnit: string;
  readonly pricesIncludeTax: boolean;
}

/** Master data of Confirm (A2). Rows are matched by remote id; absent ones are deactivated, not deleted (A2.3). */
export interface RemoteMasterData {
  readonly 'order-statuses': { remoteId: string; name: string; customLabel: string; position: number };
  readonly channels: { remoteId: string; name: string; type: string; platform: string; status: string };
  readonly locations: { remoteId: string; code: string; name: string; isDefault: boolean; active: boolean };
  readonly 'tax-classes': { remoteId: string; name: string };
  readonly categories: { remoteId: string; parentRemoteId: string | null; name: string; visible: boolean };
  readonly brands: { remoteId: string; name: string };
}
export type MasterDataKind = keyof RemoteMasterData;
/** In the order Confirm runs them (A2.2). */
export const MASTER_DATA_KINDS = [
  'order-statuses',
  'channels',
  'locations',
  'tax-classes',
  'categories',
  'brands',
] as const satisfies readonly MasterDataKind[];

/** A product made because an order needs it (A4.10) or by a product import; every product has at least one variant. */
export interface RemoteProduct {
  readonly remoteId: string;
  readonly name: string;
  readonly sku: string;
  readonly description: string;
  readonly kind: 'physical' | 'digital';
  readonly visible: boolean;
  readonly brandRemoteId: string | null;
  readonly categoryRemoteIds: readonly string[];
  readonly variants: readonly RemoteVariant[];
}
/** `unreadable`: a sentence about each product that exists and cannot be read, by remote id. */
export interface ReadProducts {
  readonly products: readonly RemoteProduct[];
  readonly unreadable: ReadonlyMap<string, string>;
}
export interface RemoteVariant {
  readonly remoteId: string;
  readonly sku: string;
  readonly barcode: string;
  /** Decimal text, store currency; null = none. */
  readonly price: string | null;
  readonly weightGrams: string;
  readonly optionsText: string;
}

/**
 * One marketplace vendor. A capability is an optional object: absent means "not offered"; nothing throws "not implemented".
 * A third marketplace is one new folder, one line in app.module.ts and no edit here.
 */
export interface Connector {
  /** Stored in rows, never renamed: 'bigcommerce'. */
  readonly key: string;
  readonly label: string;
  readonly credentialFields: readonly CredentialField[];
  /** Never throws for a vendor's answer; says exactly which thing is wrong. */
  testConnection(instance: InstanceRef): Promise<ConnectionReport>;
  classify(error: unknown): Disposition;
  readonly masterData: {
    read<K extends MasterDataKind>(instance: InstanceRef, kind: K): Promise<readonly RemoteMasterData[K][]>;
  };
  readonly orders?: {
    /** Statuses a marketplace uses for orders that are not orders yet: never imported (Z2). */
    readonly neverImportStatusIds: readonly string[];
    /** A11.3, A3.15: what a new instance imports. */
    readonly defaultStatusIds: readonly string[];
    /** Statuses that mean the order is off (B13): a new instance maps them to the stage cancelled. */
    readonly cancelledStatusIds: readonly string[];
    /** One page, complete: lines the vendor cut off are fetched too. */
    page(instance: InstanceRef, query: OrderQuery, cursor: PageCursor | null): Promise<RecordPage>;
    /** Fresh from the remote side (A22.3), null when it does not exist. */
    one(instance: InstanceRef, remoteId: string): Promise<RemoteRecord | null>;
    /** Pure; throws DomainError with a code and a sentence when the payload cannot be trusted (money, ids). */
    map(payload: unknown): RemoteOrder;
  };
  readonly selfCheck?: {
    /** What a problem of Test Connection says about the instance (D23); pure. */
    meaning(code: string): ProblemMeaning;
    /** What only this vendor has to check: carrier balances, required fields. Never throws for a vendor's answer. */
    more?(instance: InstanceRef): Promise<readonly SelfCheckFinding[]>;
  };
  readonly products?: {
    /** Those that exist; one that cannot be trusted (a price, a weight) does not keep the others out. */
    byIds(instance: InstanceRef, remoteIds: readonly string[]): Promise<ReadProducts>;
  };
}
