import { createHash, timingSafeEqual } from 'node:crypto';

/** What is stored of a secret that we made ourselves. SHA-256 is enough for 32 random bytes; it would not be for a password. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Takes the same time wherever the two differ. */
export function isSecretOf(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashSecret(secret), hash);
}
