import { endpointOf, type Failure } from '../domain/disposition.js';

/** A failed exchange with a store; `classify` says what it means. Its words are already free of the access token. */
export class BigCommerceError extends Error {
  override readonly name = 'BigCommerceError';

  constructor(
    readonly failure: Failure,
    options: { cause?: unknown } = {},
  ) {
    super(
      `${endpointOf(failure)}: ${failure.kind}${failure.status > 0 ? ` ${failure.status}` : ''} ${failure.vendorMessage}`.trim(),
      options,
    );
  }
}
