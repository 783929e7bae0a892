import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../../../shared-kernel/index.js';

export const SIGNATURE_HEADER = 'X-Longshore-Signature';
const FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;
/** How far a gateway's clock may be off, either way. What is older may be a recorded request. */
const TOLERANCE_SECONDS = 300;

/**
 * `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>." and the body>`. Fed with the body while it comes, so that the wrong time is refused
 * before anything is read.
 */
export class MailSignature {
  private readonly hmac;
  private readonly claimed: Buffer;

  /** @throws DomainError `unauthenticated` for a header that is missing, malformed or too old */
  constructor(header: string | undefined, secret: string, nowMs: number) {
    const [, seconds = '', digest = ''] = FORM.exec(header ?? '') ?? [];
    if (seconds === '' || Math.abs(nowMs / 1000 - Number(seconds)) > TOLERANCE_SECONDS) throw notSigned();
    this.hmac = createHmac('sha256', secret).update(`${seconds}.`);
    this.claimed = Buffer.from(digest, 'hex');
  }

  update(chunk: Buffer): void {
    this.hmac.update(chunk);
  }

  /** @throws DomainError `unauthenticated` unless this body was signed */
  check(): void {
    if (!timingSafeEqual(this.hmac.digest(), this.claimed)) throw notSigned();
  }
}

/** The same for every fault: whoever does not know the secret learns nothing by trying. */
function notSigned(): DomainError {
  return new DomainError(
    'unauthenticated',
    'support.mail-not-signed',
    `Send ${SIGNATURE_HEADER}: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>." and the body>, at most ${TOLERANCE_SECONDS} seconds old.`,
  );
}
