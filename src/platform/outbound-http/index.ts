export { OutboundHttp, type OutboundHttpOptions } from './outbound-http.js';
export { OutboundError, type OutboundErrorKind } from './outbound-error.js';
export type { HttpMethod, OutboundRequest, OutboundResponse, QueryValue, RetryMode } from './request.js';
export type { QuotaReader, QuotaReading } from './quota-rules.js';
export type { RequestListener, RequestLogEntry } from './request-log.js';
export { OutboundHttpModule } from './outbound-http.module.js';
