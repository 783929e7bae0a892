export interface RequestCounters {
  total: number;
  byEndpoint: Record<string, number>;
  byStatus: Record<string, number>;
  byEndpointAndStatus: Record<string, Record<string, number>>;
}

/** Counts every request of the API (not of the control API). A dropped connection has the status "dropped". */
export class RequestLog {
  private counters = empty();

  record(endpoint: string, status: number | 'dropped'): void {
    const { counters } = this;
    const key = String(status);
    counters.total += 1;
    counters.byEndpoint[endpoint] = (counters.byEndpoint[endpoint] ?? 0) + 1;
    counters.byStatus[key] = (counters.byStatus[key] ?? 0) + 1;
    const both = (counters.byEndpointAndStatus[endpoint] ??= {});
    both[key] = (both[key] ?? 0) + 1;
  }

  read(): RequestCounters {
    return structuredClone(this.counters);
  }

  clear(): void {
    this.counters = empty();
  }
}

function empty(): RequestCounters {
  return { total: 0, byEndpoint: {}, byStatus: {}, byEndpointAndStatus: {} };
}
