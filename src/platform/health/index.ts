export { HealthModule } from './health.module.js';
export { Metrics, type Counter, type Gauge, type Histogram, type Labels, type MetricOptions } from './metrics.js';
export { NotReady, Readiness, type ReadinessReport } from './readiness.js';
export { measureRequests } from './http-metrics.js';
