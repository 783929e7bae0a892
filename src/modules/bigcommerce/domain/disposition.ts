import type { Disposition } from '../../marketplace-base/contract/index.js';
import { scopeOf } from './scopes.js';

export type FailureKind =
  'status' | 'html' | 'bad-json' | 'timeout' | 'network' | 'refused' | 'dns' | 'tls' | 'too-large' | 'aborted';

/** One failed exchange with BigCommerce, as plain values. Nothing in it is secret. */
export interface Failure {
  readonly kind: FailureKind;
  /** 0 when no answer came. */
  readonly status: number;
  readonly method: string;
  /** After `/stores/{hash}`, without the query. */
  readonly path: string;
  readonly baseUrl: string;
  readonly storeHash: string;
  readonly vendorMessage: string;
  readonly retryAfterMs?: number;
}

type Verdict = Pick<Disposition, 'do' | 'code' | 'message'>;

/** The only place that knows what an answer of BigCommerce means for us. */
export function dispositionOf(failure: Failure): Disposition {
  const verdict = failure.kind === 'status' ? byStatus(failure) : byKind(failure);
  return {
    ...verdict,
    ...(verdict.do === 'retry' && failure.retryAfterMs !== undefined ? { afterMs: failure.retryAfterMs } : {}),
    vendorMessage: failure.vendorMessage,
    endpoint: endpointOf(failure),
  };
}

export function endpointOf(failure: Pick<Failure, 'method' | 'path' | 'storeHash'>): string {
  return `${failure.method} /stores/${failure.storeHash}${failure.path}`;
}

function byStatus(failure: Failure): Verdict {
  switch (failure.status) {
    case 401:
      return {
        do: 'reauthorise',
        code: 'bigcommerce.token-refused',
        message: `BigCommerce does not accept the access token for store ${failure.storeHash}. Check that the Store Hash is this store's, as a token belongs to one store only; if it is, open in BigCommerce Settings › API › Store-level API accounts, create an account with every scope on "modify", and enter its Access Token in this instance.`,
      };
    case 403:
      return missingScope(failure);
    case 404:
      return notFound(failure);
    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
      return {
        do: 'retry',
        code: 'bigcommerce.unavailable',
        message: `BigCommerce could not answer (status ${failure.status}). It is tried again by itself; if it stays so, look at status.bigcommerce.com.`,
      };
    case 429:
      return {
        do: 'retry',
        code: 'bigcommerce.rate-limited',
        message:
          'The store has used up the requests BigCommerce allows for now. It goes on by itself when the limit is renewed.',
      };
    case 507:
      return {
        do: 'give-up',
        code: 'bigcommerce.plan-limit',
        message:
          'The plan of the BigCommerce store does not allow more of this. Change the plan or remove records there, then retry.',
      };
    default:
      return {
        do: 'give-up',
        code: 'bigcommerce.request-refused',
        message: `BigCommerce refused the request with status ${failure.status}. What it said stands beside this; mend the cause there, then retry.`,
      };
  }
}

function missingScope(failure: Failure): Verdict {
  const scope = scopeOf(failure.path);
  const needed = scope
    ? `the scope ${scope.name}, which ${endpointOf(failure)} needs`
    : `a scope that ${endpointOf(failure)} needs`;
  const tick = scope ? `set "${scope.label}" to "modify"` : 'set every scope to "modify"';
  return {
    do: 'reauthorise',
    code: 'bigcommerce.missing-scope',
    message: `The access token lacks ${needed}. In BigCommerce open Settings › API › Store-level API accounts, ${tick}, save, and test the connection again.`,
  };
}

/** A number in the path is a record that may be gone; without one it is the store itself that nobody knows. */
function notFound(failure: Failure): Verdict {
  if (/\/\d+(\/|$)/.test(failure.path)) {
    return {
      do: 'give-up',
      code: 'bigcommerce.not-found',
      message: `BigCommerce has no such record (${endpointOf(failure)}). It may have been deleted there.`,
    };
  }
  return {
    do: 'reauthorise',
    code: 'bigcommerce.store-unknown',
    message: `${failure.baseUrl} knows no store with the hash ${failure.storeHash}. The hash is the part after "store-" in the address of the control panel, https://store-<hash>.mybigcommerce.com; correct the Store Hash of this instance.`,
  };
}

function byKind(failure: Failure): Verdict {
  const host = failure.baseUrl;
  const checkUrl = 'Check the API Base URL of this instance and whether this machine may reach it.';
  switch (failure.kind) {
    case 'dns':
      return {
        do: 'retry',
        code: 'bigcommerce.host-unknown',
        message: `The name of ${host} cannot be found. ${checkUrl}`,
      };
    case 'refused':
      return { do: 'retry', code: 'bigcommerce.host-refused', message: `${host} refuses connections. ${checkUrl}` };
    case 'tls':
      return {
        do: 'retry',
        code: 'bigcommerce.certificate',
        message: `No safe connection to ${host}: its certificate is not accepted. Check the API Base URL, the clock of this machine and any proxy in between.`,
      };
    case 'timeout':
      return {
        do: 'retry',
        code: 'bigcommerce.timeout',
        message: `${host} did not answer in time. It is tried again by itself. ${checkUrl}`,
      };
    case 'network':
      return {
        do: 'retry',
        code: 'bigcommerce.connection-lost',
        message: `The connection to ${host} broke off. It is tried again by itself.`,
      };
    case 'html':
      return failure.status >= 500 ? byStatus({ ...failure, kind: 'status' }) : notTheApi(failure);
    case 'bad-json':
      return {
        do: 'retry',
        code: 'bigcommerce.bad-json',
        message: `${host} sent an answer that is not complete JSON. It is tried again by itself.`,
      };
    case 'too-large':
      return {
        do: 'give-up',
        code: 'bigcommerce.answer-too-large',
        message: `${host} sent more than the hub takes in one answer. Import a smaller range.`,
      };
    case 'aborted':
      return {
        do: 'retry',
        code: 'bigcommerce.interrupted',
        message: 'The request was interrupted because the hub is stopping. It goes on after the start.',
      };
    case 'status':
      return byStatus(failure);
  }
}

function notTheApi(failure: Failure): Verdict {
  if (failure.status === 401 || failure.status === 403) return byStatus({ ...failure, kind: 'status' });
  return {
    do: 'retry',
    code: 'bigcommerce.not-the-api',
    message: `${failure.baseUrl} answered with a web page instead of data, so it is not the BigCommerce API, or a proxy stands in between. Check the API Base URL; it is https://api.bigcommerce.com unless you know better.`,
  };
}
