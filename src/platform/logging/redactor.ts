const HIDDEN = '[redacted]';
const MAX_DEPTH = 8;
/** Shorter values would also hide harmless words; no secret of ours is that short. */
const MIN_LENGTH = 8;
const MAX_REMEMBERED = 20_000;

/** `apiKeyId` or `credentialsCheckedAt` speak about a secret and are none. */
const ABOUT_A_SECRET = /(Id|_id|At|_at|Count|Name|Prefix|Status|Kind|Type)$/;
const SECRET_KEY = /authorization|token|secret|passw|passphrase|apikey|accesskey|privatekey|cookie|credential/;

/** What looks like a secret wherever it stands: bearer tokens, our own API keys, passwords in URLs. */
const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\blsk_[A-Za-z0-9]+_[A-Za-z0-9_-]+/g, `lsk_${HIDDEN}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*):[^\s/@"]+@/gi, `$1:${HIDDEN}@`],
  [/\b(x-auth-token|access_token|api_key|password|token)(=|":")[^\s"&,;]+/gi, `$1$2${HIDDEN}`],
];

/**
 * Keeps secrets out of everything that is written down. Three nets: the name of a field, the shape of a text, and the exact
 * values that were remembered when they were read. Numbers and booleans stay: `tokens: 3` is a count, not a token.
 */
export class Redactor {
  private readonly values = new Set<string>();
  private pattern: RegExp | null = null;

  /** From now on this value is replaced wherever it occurs, also in its URL- and JSON-encoded form. */
  remember(value: string): void {
    if (value.length < MIN_LENGTH || this.values.has(value)) return;
    if (this.values.size >= MAX_REMEMBERED) this.values.delete(this.values.values().next().value ?? '');
    this.values.add(value);
    this.pattern = null;
  }

  /** Remembers every text of an object whose name says it is secret (`accessToken`, `password`, …). */
  rememberIn(value: unknown, depth = 0): void {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && isSecretKey(key)) this.remember(inner);
      else this.rememberIn(inner, depth + 1);
    }
  }

  text(text: string): string {
    let clean = this.exact(text);
    for (const [shape, replacement] of SECRET_SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  }

  /** A copy that is safe to write: secrets hidden, errors and dates as plain values, cycles and depths cut. */
  value(value: unknown): unknown {
    return this.copy(value, 0, new Set());
  }

  private exact(text: string): string {
    if (this.values.size === 0) return text;
    this.pattern ??= new RegExp([...this.values].flatMap(encodings).sort(longestFirst).map(escape).join('|'), 'g');
    return text.replace(this.pattern, HIDDEN);
  }

  private copy(value: unknown, depth: number, above: Set<object>): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'bigint') return value.toString();
    if (typeof value === 'function' || typeof value === 'symbol') return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH || above.has(value)) return '[cut]';
    above.add(value);
    const copy = this.copyObject(value, depth, above);
    above.delete(value);
    return copy;
  }

  private copyObject(value: object, depth: number, above: Set<object>): unknown {
    const inner = (part: unknown): unknown => this.copy(part, depth + 1, above);
    if (value instanceof Error || isErrorLike(value)) return this.copyError(value, inner);
    if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return value.map(inner);
    if (value instanceof Set || value instanceof Map) return [...value].map(inner);
    if ('toJSON' in value && typeof value.toJSON === 'function') return inner((value.toJSON as () => unknown)());
    const entries = Object.entries(value).map(([key, part]) => [
      this.text(key),
      isSecretKey(key) && !isHarmless(part) ? HIDDEN : inner(part),
    ]);
    return Object.fromEntries(entries);
  }

  private copyError(error: Error, inner: (part: unknown) => unknown): unknown {
    const { name, message, stack, cause, code } = error as Error & { code?: unknown };
    return {
      type: name,
      message: this.text(message),
      ...(code === undefined ? {} : { code: inner(code) }),
      ...(stack === undefined ? {} : { stack: this.text(stack) }),
      ...(cause === undefined ? {} : { cause: inner(cause) }),
    };
  }
}

/** The one of this process: whoever reads a secret tells it, whoever writes something down asks it. */
export const redactor = new Redactor();

function isSecretKey(key: string): boolean {
  return !ABOUT_A_SECRET.test(key) && SECRET_KEY.test(key.toLowerCase().replace(/[-_ ]/g, ''));
}

function isHarmless(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean';
}

/** An Error of another realm (vm contexts) is not an instance of ours. */
function isErrorLike(value: object): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}

/** PHP, and so many a store, writes a slash in JSON as \/. */
function encodings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [...new Set([value, encodeURIComponent(value), json, json.replaceAll('/', '\\/')])];
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
