import { Injectable } from '@nestjs/common';
import type { ConnectionReport, Disposition, InstanceRef, RemoteStore } from '../../marketplace-base/contract/index.js';
import { NO_LOCATIONS } from '../domain/connection-problems.js';
import { endpointOf } from '../domain/disposition.js';
import { mapStore } from '../domain/map-store.js';
import { scopeOf } from '../domain/scopes.js';
import { BigCommerceClient } from './bigcommerce.client.js';
import { classifyError } from './classify-error.js';

type Noted = ConnectionReport['problems'][number] & { readonly cause: string };

/** One cheap request per scope that Confirm and the order import need. */
const PROBES = [
  { path: '/v2/orders/count', query: {} },
  { path: '/v2/tax_classes', query: { limit: '1' } },
  { path: '/v3/channels', query: { limit: '1' } },
  { path: '/v3/inventory/locations', query: { limit: '1' } },
  { path: '/v3/catalog/products', query: { limit: '1', include_fields: 'id' } },
] as const;

/** These say that nothing else would be answered either, so one sentence is enough. */
const STILL_TALKING: ReadonlySet<string> = new Set(['bigcommerce.missing-scope']);
/** Somebody waits for the answer, and whoever reads it may ask again: no retries behind his back. */
const QUICKLY = { retry: 'none', timeoutMs: 15_000 } as const;

/** Test Connection (A1.6, B3): asks everything and names every problem, not the first. */
@Injectable()
export class ConnectionProbe {
  constructor(private readonly client: BigCommerceClient) {}

  async test(instance: InstanceRef): Promise<ConnectionReport> {
    const noted: Noted[] = [];
    const store = await this.store(instance, noted);
    if (noted.every((problem) => STILL_TALKING.has(problem.code))) {
      for (const probe of PROBES) await this.probe(instance, probe.path, probe.query, noted);
    }
    const problems = noted.map(({ code, message, endpoint }) => ({ code, message, endpoint }));
    return { ok: problems.length === 0, problems, store };
  }

  private async store(instance: InstanceRef, noted: Noted[]): Promise<RemoteStore | null> {
    try {
      return mapStore(await this.client.get(instance, '/v2/store', {}, QUICKLY));
    } catch (error) {
      note(noted, '/v2/store', classifyError(error));
      return null;
    }
  }

  private async probe(
    instance: InstanceRef,
    path: string,
    query: Readonly<Record<string, string>>,
    noted: Noted[],
  ): Promise<void> {
    try {
      const rows = await this.client.rows(instance, path, query, QUICKLY);
      const storeHash = instance.credentials['storeHash'] ?? '';
      if (path === '/v3/inventory/locations' && rows.length === 0) {
        noted.push({
          ...NO_LOCATIONS,
          cause: NO_LOCATIONS.code,
          endpoint: endpointOf({ method: 'GET', path, storeHash }),
        });
      }
    } catch (error) {
      note(noted, path, classifyError(error));
    }
  }
}

/** Two endpoints behind one scope are one thing to mend. */
function note(noted: Noted[], path: string, { code, message, endpoint }: Disposition): void {
  const cause = `${code} ${scopeOf(path)?.name ?? path}`;
  if (!noted.some((problem) => problem.cause === cause)) noted.push({ cause, code, message, endpoint });
}
