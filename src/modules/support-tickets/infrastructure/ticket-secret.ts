import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes as text for an address line: what lets a reporter follow a ticket. Shown once, stored only as its hash. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Takes the same time wherever the two differ. */
export function isSecretOf(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(secret), hash);
}
