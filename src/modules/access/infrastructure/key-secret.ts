import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { makeKey, type KeyParts } from '../domain/api-key.js';

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Takes the same time wherever the two differ. */
export function isSecretOf(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashSecret(secret), hash);
}

export function newKey(): KeyParts {
  return makeKey((below) => randomInt(below));
}
