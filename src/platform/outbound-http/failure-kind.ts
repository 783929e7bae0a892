import type { OutboundErrorKind } from './outbound-error.js';

const KINDS: Readonly<Record<string, OutboundErrorKind>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  EPROTO: 'tls',
};
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/;

/** What a connection's failure was, from the code Node gives it; anything unknown is the network's. */
export function failureKind(error: unknown): OutboundErrorKind {
  for (const code of codesOf(error)) {
    const kind = KINDS[code] ?? (TLS.test(code) ? 'tls' : undefined);
    if (kind) return kind;
  }
  return 'network';
}

/** Of the error, of what caused it, and of every address that was tried (AggregateError). */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 3) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...codesOf(cause, depth + 1),
    ...(Array.isArray(errors) ? errors.flatMap((each) => codesOf(each, depth + 1)) : []),
  ];
}

const SENTENCES: Readonly<Record<OutboundErrorKind, string>> = {
  timeout: 'gave no complete answer in time',
  network: 'broke the connection off',
  refused: 'refused the connection',
  dns: 'was not found: its host name has no address',
  tls: 'could not be reached safely: its certificate or encryption was not accepted',
  status: 'answered with an error',
  'too-large': 'answered with more than is accepted',
  'bad-json': 'answered with something that is not JSON',
  aborted: 'was not waited for: the request was stopped',
};

export function describeFailure(kind: OutboundErrorKind, host: string): string {
  return `${host} ${SENTENCES[kind]}`;
}
