import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { OutboundError, OutboundHttp, type RetryMode } from '../../../platform/outbound-http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { InstanceRef } from '../../marketplace-base/contract/index.js';
import type { Failure } from '../domain/disposition.js';
import { isJson } from '../domain/fields.js';
import { readQuota } from '../domain/quota.js';
import { storeAccess, type StoreAccess } from '../domain/store-access.js';
import { looksLikeHtml, vendorWords } from '../domain/vendor-words.js';
import { BigCommerceError } from './bigcommerce-error.js';

export type Query = Readonly<Record<string, string>>;
export interface GetOptions {
  readonly retry?: RetryMode;
  readonly timeoutMs?: number;
}

/** A page of 250 orders with all their lines takes the store a while. */
const TIMEOUT_MS = 60_000;
/** 16,000 categories and 30,000 brands are the most a store can have: 120 pages. */
const MAX_PAGES = 200;

/** Reads one store: V2 (bare arrays, 204 for none) and V3 (`data` and `meta`) under one roof. */
@Injectable()
export class BigCommerceClient {
  constructor(
    private readonly http: OutboundHttp,
    private readonly config: Config,
  ) {
    http.readQuotaWith('bigcommerce', readQuota);
  }

  /** @param path after `/stores/{hash}`, e.g. `/v2/orders/12`; @returns null for 204, which is how V2 says "none" */
  async get(instance: InstanceRef, path: string, query: Query = {}, options: GetOptions = {}): Promise<unknown> {
    return (await this.ask(instance, path, query, options)).body;
  }

  /** One page of a V2 list. */
  async v2Page(instance: InstanceRef, path: string, query: Query): Promise<readonly unknown[]> {
    return this.rows(instance, `/v2${path}`, query);
  }

  /** One page of a V2 list, and the same as it came: a gzipped JSON array, or null when it came otherwise. */
  async v2Answer(
    instance: InstanceRef,
    path: string,
    query: Query,
  ): Promise<{ rows: readonly unknown[]; gzipped: Buffer | null }> {
    const { body, gzipped } = await this.ask(instance, `/v2${path}`, query, {});
    return { rows: rowsOf(path, body), gzipped: Array.isArray(body) ? gzipped : null };
  }

  private async ask(
    instance: InstanceRef,
    path: string,
    query: Query,
    options: GetOptions,
  ): Promise<{ body: unknown; gzipped: Buffer | null }> {
    const access = storeAccess(instance, this.config.outboundAllowHttp);
    try {
      return await this.http.request({
        budget: access.budget,
        method: 'GET',
        url: `${access.baseUrl}/stores/${access.storeHash}${path}`,
        query,
        // V2 answers XML when Accept is missing.
        headers: { 'X-Auth-Token': access.accessToken, Accept: 'application/json', 'User-Agent': 'Longshore' },
        timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
        retry: options.retry ?? 'safe',
        parse: 'json',
      });
    } catch (error) {
      if (error instanceof OutboundError) throw failed(access, path, error);
      throw error;
    }
  }

  /** The rows of one answer, in either format. */
  async rows(instance: InstanceRef, path: string, query: Query, options: GetOptions = {}): Promise<readonly unknown[]> {
    return rowsOf(path, await this.get(instance, path, query, options));
  }

  /** Every row of a list, page after page (A22.8). Only for lists that hold still; orders are walked by key. */
  async all(instance: InstanceRef, path: string, query: Query): Promise<unknown[]> {
    const rows: unknown[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const body = await this.get(instance, path, page === 1 ? query : { ...query, page: String(page) });
      const got = rowsOf(path, body);
      rows.push(...got);
      if (!hasNext(body, got.length, query)) return rows;
    }
    throw new DomainError('upstream', 'bigcommerce.list-too-long', `${path} does not end after ${MAX_PAGES} pages.`, {
      path,
    });
  }
}

function failed(access: StoreAccess, path: string, error: OutboundError): BigCommerceError {
  const { storeHash, baseUrl } = access;
  const isAnswer = error.kind === 'status' || error.kind === 'bad-json';
  const isPage = isAnswer && looksLikeHtml(error.body);
  const failure: Failure = {
    kind: isPage ? 'html' : error.kind,
    status: error.status ?? 0,
    method: 'GET',
    path,
    baseUrl,
    storeHash,
    // The token is out of the body already; of broken JSON the pieces say nothing.
    vendorMessage: isPage || error.kind === 'status' ? vendorWords(error.body) : '',
    retryAfterMs: error.retryAfterMs,
  };
  return new BigCommerceError(failure, { cause: error });
}

function rowsOf(path: string, body: unknown): readonly unknown[] {
  if (body === null) return [];
  const rows = isJson(body) ? body['data'] : body;
  if (Array.isArray(rows)) return rows as unknown[];
  // The one list that is an object: the count of orders.
  if (isJson(body) && typeof body['count'] === 'number') return [body];
  throw new DomainError(
    'upstream',
    'bigcommerce.answer-unreadable',
    `BigCommerce answered ${path} with something that is not a list. Check the API Base URL of this instance; if it is right, try again later.`,
    { path },
  );
}

/** V3 names the next page; V2 is at its end when a page is not full. */
function hasNext(body: unknown, count: number, query: Query): boolean {
  if (!isJson(body)) return query['limit'] !== undefined && count >= Number(query['limit']);
  const meta = body['meta'];
  const pagination = isJson(meta) ? meta['pagination'] : null;
  if (!isJson(pagination) || count === 0) return false;
  const links = pagination['links'];
  if (isJson(links) && typeof links['next'] === 'string' && links['next'] !== '') return true;
  return Number(pagination['current_page'] ?? 1) < Number(pagination['total_pages'] ?? 1);
}
