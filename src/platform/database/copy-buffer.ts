import { isCalendarDay } from '../../shared-kernel/index.js';

/** What the messages of a COPY begin with (PostgreSQL manual, "Message Formats"). */
const COPY_DATA = 0x64;
const COPY_DONE = 0x63;
/** First bytes of a binary COPY: signature, flags, no header extension (PostgreSQL manual, COPY, "Binary Format"). */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const FIRST_BYTES = 64 * 1024;
/** Texts up to this length are copied letter by letter: shorter than the way into the encoder. */
const SHORT_TEXT = 40;
const DAY_MS = 86_400_000;
/** PostgreSQL counts from here. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const NUMERIC_NEGATIVE = 0x4000;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)$/;

/** A value that its column cannot hold, refused with the code that PostgreSQL refuses it with. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
  readonly severity = 'ERROR';

  constructor(
    readonly code: '22003' | '22007' | '22P02',
    message: string,
  ) {
    super(message);
  }
}

/**
 * The contents of one COPY after another, as the messages that carry them, in one buffer that grows and is used again. Rows are in
 * PostgreSQL's binary form, field by field. Values are written as they are: nothing is escaped here and unescaped there, no number
 * becomes text on the way.
 */
export class CopyBuffer {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private at = 0;
  /** Where the COPY that was begun last starts. */
  private begun = 0;
  /** Rows come by their days: the next is mostly of the same. */
  private lastDay: string | null = null;
  private lastDayNumber = 0;

  get capacity(): number {
    return this.bytes.length;
  }

  get length(): number {
    return this.at;
  }

  /** A view, good until the next write or `clear`. */
  content(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  clear(): void {
    this.at = this.begun = 0;
  }

  begin(): void {
    this.reserve(5 + HEADER.length);
    this.begun = this.at;
    this.bytes[this.at] = COPY_DATA;
    this.at += 5;
    this.at += HEADER.copy(this.bytes, this.at);
  }

  row(fields: number): void {
    this.reserve(2);
    this.putInt16(fields);
  }

  end(): void {
    this.reserve(7);
    this.putInt16(-1);
    this.bytes.writeUInt32BE(this.at - this.begun - 1, this.begun + 1);
    this.bytes[this.at++] = COPY_DONE;
    this.putInt32(4);
  }

  /** Takes back what was written since `begin`. */
  abandon(): void {
    this.at = this.begun;
  }

  null(): void {
    this.reserve(4);
    this.putInt32(-1);
  }

  text(text: string): void {
    const { length } = text;
    this.reserve(4 + length * 3);
    const start = this.at + 4;
    const written = length <= SHORT_TEXT && this.putAscii(text, start) ? length : this.bytes.write(text, start, 'utf8');
    this.putInt32(written);
    this.at = start + written;
  }

  /** jsonb: its version, then the text. */
  jsonb(text: string): void {
    const length = Buffer.byteLength(text);
    this.reserve(5 + length);
    this.putInt32(length + 1);
    this.bytes[this.at++] = 1;
    this.at += this.bytes.write(text, this.at, 'utf8');
  }

  binary(bytes: Buffer): void {
    this.reserve(4 + bytes.length);
    this.putInt32(bytes.length);
    this.at += bytes.copy(this.bytes, this.at);
  }

  /** A list of one dimension. */
  array(type: string, values: readonly string[]): void {
    const element = ELEMENTS[type];
    if (!element) throw new Error(`Lists of ${type} cannot be copied yet.`);
    this.reserve(24);
    const start = this.at;
    this.at += 4;
    this.putInt32(values.length === 0 ? 0 : 1); // dimensions
    this.putInt32(0); // no element is null
    this.putInt32(element.oid);
    if (values.length > 0) {
      this.putInt32(values.length);
      this.putInt32(1); // lower bound
      for (const value of values) element.write(this, value);
    }
    const after = this.at;
    this.at = start;
    this.putInt32(after - start - 4);
    this.at = after;
  }

  boolean(value: boolean): void {
    this.reserve(5);
    this.putInt32(1);
    this.bytes[this.at++] = value ? 1 : 0;
  }

  smallint(value: number): void {
    this.reserve(6);
    this.putInt32(2);
    this.putInt16(whole(value, 0x7fff));
  }

  integer(value: number): void {
    this.reserve(8);
    this.putInt32(4);
    this.putInt32(whole(value, 0x7fff_ffff));
  }

  bigint(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value) throw new UnfitValue('22003', `${value} does not fit a bigint.`);
    this.reserve(12);
    this.putInt32(8);
    this.at = this.bytes.writeBigInt64BE(value, this.at);
  }

  /** @param value with or without hyphens, upper or lower case */
  uuid(value: string): void {
    this.reserve(20);
    this.putInt32(16);
    const start = this.at;
    for (let index = 0; index < value.length;) {
      const code = value.charCodeAt(index);
      if (code === HYPHEN) index++;
      else {
        this.bytes[this.at++] = (hexDigit(code) << 4) | hexDigit(value.charCodeAt(index + 1));
        index += 2;
      }
      if (this.at > start + 16) break;
    }
    if (this.at !== start + 16) throw new UnfitValue('22P02', `"${value}" is not a UUID.`);
  }

  /** Instants are kept to the millisecond; texts are ISO 8601 with their offset. */
  timestamptz(value: Date | string): void {
    const ms = value instanceof Date ? value.getTime() : INSTANT.test(value) ? Date.parse(value) : Number.NaN;
    if (!Number.isFinite(ms)) throw new UnfitValue('22007', `"${String(value)}" is not an instant.`);
    this.reserve(12);
    this.putInt32(8);
    // In far years the microseconds are more than a double holds.
    this.at = this.bytes.writeBigInt64BE(BigInt(ms - EPOCH_MS) * 1000n, this.at);
  }

  /** @param day YYYY-MM-DD */
  date(day: string): void {
    if (day !== this.lastDay) {
      if (!isCalendarDay(day)) throw new UnfitValue('22007', `"${day}" is not a day such as 2026-03-31.`);
      this.lastDay = day;
      this.lastDayNumber = (Date.parse(day) - EPOCH_MS) / DAY_MS;
    }
    this.reserve(8);
    this.putInt32(4);
    this.putInt32(this.lastDayNumber);
  }

  /** Decimal text as groups of four digits, which is how PostgreSQL keeps it. */
  numeric(text: string): void {
    if (!DECIMAL.test(text)) throw new UnfitValue('22P02', `"${text}" is not a decimal number.`);
    const first = text.charCodeAt(0) === HYPHEN ? 1 : 0;
    const dot = text.indexOf('.');
    const point = dot < 0 ? text.length : dot;
    const scale = dot < 0 ? 0 : text.length - dot - 1;
    const wholeGroups = Math.ceil((point - first) / 4);
    this.reserve(12 + 2 * (wholeGroups + Math.ceil(scale / 4)));
    const start = this.at;
    this.at += 12;
    let groups = 0;
    let weight = 0;
    let end = 0;
    for (let group = wholeGroups - 1, from = first; group >= 0; group--) {
      const to = point - group * 4;
      const digits = digitsOf(text, from, to);
      from = to;
      if (groups === 0 && digits === 0) continue;
      if (groups++ === 0) weight = group;
      this.putInt16(digits);
      if (digits !== 0) end = groups;
    }
    for (let group = -1, from = point + 1; from < text.length; group--, from += 4) {
      const to = Math.min(from + 4, text.length);
      const digits = digitsOf(text, from, to) * (TENS[from + 4 - to] as number);
      if (groups === 0 && digits === 0) continue;
      if (groups++ === 0) weight = group;
      this.putInt16(digits);
      if (digits !== 0) end = groups;
    }
    // Groups of zeros at the end are not written.
    const after = start + 12 + 2 * end;
    this.at = start;
    this.putInt32(8 + 2 * end);
    this.putInt16(end);
    this.putInt16(weight);
    this.putInt16(first === 1 && end > 0 ? NUMERIC_NEGATIVE : 0);
    this.putInt16(scale);
    this.at = after;
  }

  private putAscii(text: string, start: number): boolean {
    const { bytes } = this;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[start + index] = code;
    }
    return true;
  }

  private putInt16(value: number): void {
    this.bytes[this.at++] = value >>> 8;
    this.bytes[this.at++] = value;
  }

  private putInt32(value: number): void {
    this.bytes[this.at++] = value >>> 24;
    this.bytes[this.at++] = value >>> 16;
    this.bytes[this.at++] = value >>> 8;
    this.bytes[this.at++] = value;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + more));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

/** Element types of lists with their object ids, which are fixed for ever. */
const ELEMENTS: Readonly<Record<string, { oid: number; write: (to: CopyBuffer, value: string) => void }>> = {
  text: { oid: 25, write: (to, value) => to.text(value) },
  uuid: { oid: 2950, write: (to, value) => to.uuid(value) },
};
const HYPHEN = 0x2d;
const TENS = [1, 10, 100, 1000];
const HEX_DIGITS = hexDigits();

function hexDigits(): Int8Array {
  const digits = new Int8Array(256).fill(-1);
  for (let value = 0; value < 16; value++) {
    digits[value.toString(16).charCodeAt(0)] = value;
    digits[value.toString(16).toUpperCase().charCodeAt(0)] = value;
  }
  return digits;
}

function hexDigit(code: number): number {
  const digit = HEX_DIGITS[code];
  if (digit === undefined || digit < 0)
    throw new UnfitValue('22P02', 'A UUID has a character that is no hexadecimal digit.');
  return digit;
}

function digitsOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) value = value * 10 + text.charCodeAt(index) - 0x30;
  return value;
}

function whole(value: number, most: number): number {
  if (Number.isInteger(value) && value <= most && value >= -most - 1) return value;
  throw new UnfitValue('22003', `${String(value)} does not fit a whole number up to ${most}.`);
}
