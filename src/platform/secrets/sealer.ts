import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { redactor } from '../logging/index.js';
import type { SecretKey } from './secret-key.js';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed text that cannot be opened. Names the key it needs, never the key or the text. */
export class SealError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealError';
  }
}

/**
 * Secrets at rest: AES-256-GCM, `v1.<keyId>.<iv>.<ciphertext>.<tag>`, each part base64url. The first key seals; every known key
 * opens, so a key is rotated by putting a new one in front and resealing what `needsResealing`.
 */
export class Sealer {
  private readonly keys: ReadonlyMap<string, SecretKey>;

  constructor(keys: readonly SecretKey[]) {
    if (keys.length === 0) throw new Error('A Sealer needs at least one key.');
    this.keys = new Map(keys.map((key) => [key.id, key]));
    this.current = keys[0] as SecretKey;
  }

  private readonly current: SecretKey;

  seal(text: string): string {
    notePlaintext(text);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.current.bytes, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(header(this.current.id));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [
      VERSION,
      this.current.id,
      ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url')),
    ].join('.');
  }

  /** The text, or a SealError when it was changed, was not made by a Sealer, or needs a key that is not here. */
  open(sealed: string): string {
    const { keyId, iv, content, tag } = parse(sealed);
    const key = this.keys.get(keyId);
    if (!key) {
      throw new SealError(
        `This secret was sealed with the key "${keyId}", which SECRET_KEYS does not have. Add that key again.`,
      );
    }
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(header(keyId));
      decipher.setAuthTag(tag);
      const text = Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8');
      notePlaintext(text);
      return text;
    } catch (cause) {
      throw new SealError(
        `A secret does not open with the key "${keyId}": the key has another value than when it was sealed, or the sealed text was changed.`,
        { cause },
      );
    }
  }

  needsResealing(sealed: string): boolean {
    return parse(sealed).keyId !== this.current.id;
  }
}

/** Version and key id are authenticated with the content: neither can be swapped. */
function header(keyId: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}`);
}

/** Whoever logs next must not show what was just opened. Sealed JSON is mostly credentials with harmless neighbours. */
function notePlaintext(text: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = text;
  }
  if (typeof parsed === 'object') redactor.rememberIn(parsed);
  else redactor.remember(text);
}

function parse(sealed: string): { keyId: string; iv: Buffer; content: Buffer; tag: Buffer } {
  const [version, keyId, ivText, contentText, tagText, ...more] = sealed.split('.');
  const [iv, content, tag] = [ivText, contentText, tagText].map((part) => decode(part));
  const isWhole =
    version === VERSION &&
    keyId &&
    iv?.length === IV_BYTES &&
    content &&
    tag?.length === TAG_BYTES &&
    more.length === 0;
  if (!isWhole) throw new SealError('This is not a sealed secret: it must look like v1.<key id>.<iv>.<content>.<tag>.');
  return { keyId, iv, content, tag };
}

/** Only the one canonical spelling; Buffer would skip over whatever it does not know. */
function decode(part: string | undefined): Buffer | undefined {
  if (part === undefined) return undefined;
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}
