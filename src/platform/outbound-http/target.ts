import type { OutboundRequest, QueryValue } from './request.js';

export function targetOf(request: OutboundRequest): URL {
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    const text = textOf(value);
    if (text !== null) url.searchParams.append(name, text);
  }
  url.hash = '';
  return url;
}

function textOf(value: QueryValue): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? value.join(',') : String(value);
}

export function endpointOf(request: OutboundRequest, url: URL): string {
  return `${request.method} ${url.pathname}`;
}

/** Credentials do not travel in the clear, except to this machine. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host);
}
