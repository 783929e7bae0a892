export interface SecretKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

const KEY_BYTES = 32;

/** Reads `id:base64,id:base64`, first one seals. Returns what is wrong as a sentence, without the value. */
export function parseSecretKeys(text: string): SecretKey[] | string {
  const keys: SecretKey[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const [id, value, ...more] = entry.trim().split(':');
    if (!id || !/^[A-Za-z0-9_-]{1,32}$/.test(id) || value === undefined || more.length > 0) {
      return `entry ${index + 1} must look like id:key, with an id of letters, digits, - and _`;
    }
    const bytes = Buffer.from(value, 'base64');
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(value) || bytes.length !== KEY_BYTES) {
      return `the key "${id}" must be 32 bytes in base64, as "openssl rand -base64 32" prints them`;
    }
    if (keys.some((known) => known.id === id)) return `the key "${id}" is there twice`;
    keys.push({ id, bytes });
  }
  return keys;
}
