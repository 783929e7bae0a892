import { Answer, json, type ApiReply } from './exchange.js';

export const STATUS_TYPE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';
const SHORT_TYPE = '/api-docs/getting-started/api-status-codes';

/** V2 errors are arrays, even for one. */
export function v2Error(status: number, message: string, details?: Record<string, unknown>): ApiReply {
  return json(status, [details ? { status, message, details } : { status, message }]);
}

export function v2NotFound(): Answer {
  return new Answer(v2Error(404, 'The requested resource was not found.'));
}

export function v2InvalidField(field: string, reason: string): Answer {
  return new Answer(v2Error(400, `The field '${field}' is invalid.`, { invalid_reason: reason }));
}

export function v2ReadOnlyField(field: string): Answer {
  return new Answer(
    v2Error(400, `The field '${field}' cannot be written to. Please remove it from your request before trying again.`),
  );
}

export function v3Error(status: number, title: string, errors: Record<string, string> = {}): ApiReply {
  return json(status, { status, title, type: STATUS_TYPE, errors });
}

export function v3NotFound(title: string): Answer {
  return new Answer(v3Error(404, title));
}

export function unauthorized(): ApiReply {
  const title =
    'Unauthorized - the v3 Auth client ID or token in the request are not a valid combination for this store.';
  return json(401, { status: 401, title, type: SHORT_TYPE });
}

export function missingScope(): ApiReply {
  return v3Error(403, "You don't have a required scope to access the endpoint");
}

export function tooManyRequests(): ApiReply {
  return json(429, { status: 429, title: 'Too many requests', type: SHORT_TYPE, errors: {} });
}

export function payloadTooLarge(maximum: number): Answer {
  const title = `The request payload is too large. The maximum items allowed in the array is ${maximum}`;
  return new Answer(json(413, { errors: {}, status: 413, title, type: SHORT_TYPE }));
}

export function unknownRoute(version: string): ApiReply {
  return version === 'v3'
    ? v3Error(404, 'The route is not found, check the URL')
    : v2Error(404, 'The requested resource was not found.');
}

export function methodNotAllowed(method: string): ApiReply {
  const detail = `The method ${method} is not supported for this resource.`;
  return json(405, { status: 405, title: 'Method Not Allowed', type: STATUS_TYPE, detail });
}

export function unsupportedMediaType(): ApiReply {
  const body =
    '<html><head><title>415 Unsupported Media Type</title></head><body><h1>Unsupported Media Type</h1></body></html>';
  return { status: 415, body, contentType: 'text/html' };
}

export function overloaded(status: number): ApiReply {
  const titles: Record<number, string> = {
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
    504: 'Gateway Timeout',
  };
  return json(status, { status, title: titles[status] ?? 'Error', type: STATUS_TYPE });
}
