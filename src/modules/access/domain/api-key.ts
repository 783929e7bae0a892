/** `lsk_<prefix>_<secret>`: the prefix finds the row, the secret proves who has it. */
export interface KeyParts {
  readonly prefix: string;
  readonly secret: string;
}

const KEY = /^lsk_([a-z0-9]{8,24})_([A-Za-z0-9]{32,128})$/;
const PREFIX_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const SECRET_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PREFIX_LENGTH = 12;
/** 43 of 62 letters hold 256 bits. */
const SECRET_LENGTH = 43;

export function parseKey(text: string): KeyParts | null {
  const [, prefix, secret] = KEY.exec(text) ?? [];
  return prefix !== undefined && secret !== undefined ? { prefix, secret } : null;
}

export function keyText({ prefix, secret }: KeyParts): string {
  return `lsk_${prefix}_${secret}`;
}

/** @param random gives a whole number from 0 up to, not including, its argument */
export function makeKey(random: (below: number) => number): KeyParts {
  const pick = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join('');
  return { prefix: pick(PREFIX_ALPHABET, PREFIX_LENGTH), secret: pick(SECRET_ALPHABET, SECRET_LENGTH) };
}

export interface KeyLife {
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly isOwnerActive: boolean;
}

export type KeyState = 'active' | 'expired' | 'revoked' | 'owner-inactive';

export function keyState({ expiresAt, revokedAt, isOwnerActive }: KeyLife, now: Date): KeyState {
  if (revokedAt !== null && revokedAt.getTime() <= now.getTime()) return 'revoked';
  if (expiresAt !== null && expiresAt.getTime() <= now.getTime()) return 'expired';
  return isOwnerActive ? 'active' : 'owner-inactive';
}
