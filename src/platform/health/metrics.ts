import { Injectable } from '@nestjs/common';
import * as prometheus from 'prom-client';

export type Labels = Readonly<Record<string, string | number>>;

export interface Counter {
  inc(labels: Labels, value?: number): void;
}
export interface Gauge {
  set(labels: Labels, value: number): void;
}
export interface Histogram {
  observe(labels: Labels, value: number): void;
}

export interface MetricOptions {
  /** With unit and plural, as Prometheus likes it: `longshore_queue_lines_total`, `longshore_http_request_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** What is counted and measured in this process. Asking twice for one name gives the same metric. */
@Injectable()
export class Metrics {
  private readonly registry = new prometheus.Registry();

  counter(options: MetricOptions): Counter {
    return this.known<prometheus.Counter>(options.name) ?? new prometheus.Counter(this.complete(options));
  }

  /** `read` is called for each scrape; when it fails the scrape goes on with the last value. */
  gauge(options: MetricOptions & { readonly read?: (gauge: Gauge) => Promise<void> | void }): Gauge {
    const { read, ...rest } = options;
    const known = this.known<prometheus.Gauge>(options.name);
    if (known) return known;
    const gauge: prometheus.Gauge = new prometheus.Gauge({
      ...this.complete(rest),
      ...(read ? { collect: () => quietly(() => read(gauge)) } : {}),
    });
    return gauge;
  }

  histogram(options: MetricOptions & { readonly buckets?: readonly number[] }): Histogram {
    const { buckets, ...rest } = options;
    const known = this.known<prometheus.Histogram>(options.name);
    return known ?? new prometheus.Histogram({ ...this.complete(rest), ...(buckets ? { buckets: [...buckets] } : {}) });
  }

  /** Memory, CPU, event loop and garbage collection of the process. */
  measureProcess(): void {
    if (!this.known('process_cpu_user_seconds_total')) prometheus.collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  async text(): Promise<string> {
    return this.registry.metrics();
  }

  private known<T>(name: string): T | undefined {
    return this.registry.getSingleMetric(name) as T | undefined;
  }

  private complete(options: MetricOptions): {
    name: string;
    help: string;
    labelNames: string[];
    registers: prometheus.Registry[];
  } {
    const { name, help, labels = [] } = options;
    return { name, help, labelNames: [...labels], registers: [this.registry] };
  }
}

async function quietly(read: () => Promise<void> | void): Promise<void> {
  try {
    await read();
  } catch {
    // A metric that cannot be read must not hide all others; what it measures has its own readiness check or log.
  }
}
