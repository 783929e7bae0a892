/** The environment as one reads it for the first time: every read is checked, and every complaint is kept for the end. */
export class Variables {
  readonly complaints: string[] = [];

  constructor(private readonly env: Readonly<Record<string, string | undefined>>) {}

  /** An empty variable counts as absent: `REDIS_URL=` in a file switches it off. */
  text(name: string): string | null {
    return this.env[name]?.trim() || null;
  }

  integer(name: string, fallback: number, range: { min: number; max: number }): number;
  integer(name: string, fallback: null, range: { min: number; max: number }): number | null;
  integer(name: string, fallback: number | null, { min, max }: { min: number; max: number }): number | null {
    const text = this.text(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (/^-?\d{1,15}$/.test(text) && value >= min && value <= max) return value;
    this.complain(name, `must be a whole number from ${min} to ${max}, not "${text}"`);
    return fallback;
  }

  flag(name: string): boolean {
    const text = this.text(name)?.toLowerCase() ?? 'false';
    if (['true', '1', 'yes'].includes(text)) return true;
    if (!['false', '0', 'no'].includes(text)) this.complain(name, `must be true or false, not "${text}"`);
    return false;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.text(name);
    const found = allowed.find((word) => word === text?.toLowerCase());
    if (text !== null && found === undefined) this.complain(name, `must be ${orList(allowed)}, not "${text}"`);
    return found ?? fallback;
  }

  /** An address of one of these schemes. Its value is not repeated in the complaint: it may hold a password. */
  url(name: string, schemes: readonly string[]): URL | null {
    const text = this.text(name);
    if (text === null) return null;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url && url.hostname && schemes.includes(url.protocol.slice(0, -1))) return url;
    this.complain(
      name,
      `must be an address that begins with ${orList(schemes.map((scheme) => `${scheme}://`))} and names a host`,
    );
    return null;
  }

  complain(name: string, sentence: string): void {
    this.complaints.push(`${name} ${sentence}.`);
  }
}

export function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
