import { randomBytes } from 'node:crypto';

/** 32 random bytes as text for an address line: what lets a reporter follow a ticket. Shown once, stored only as its hash. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
