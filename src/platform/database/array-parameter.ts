/** Object ids of PostgreSQL's own types; fixed for ever. */
const ELEMENT_OID = { text: 25, json: 114 } as const;

/**
 * A column of texts as one array parameter in PostgreSQL's binary form: lengths and bytes, so that nothing has to be escaped here
 * and unescaped there. Texts are most of what an import sends. Null stands for NULL.
 */
export function textArray(values: readonly (string | null)[], element: keyof typeof ELEMENT_OID): Buffer {
  let size = 20;
  let hasNull = 0;
  const lengths = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as string | null;
    const length = value === null ? -1 : Buffer.byteLength(value);
    if (length < 0) hasNull = 1;
    lengths[index] = length;
    size += 4 + Math.max(0, length);
  }
  const buffer = Buffer.allocUnsafe(size);
  buffer.writeInt32BE(1, 0); // dimensions
  buffer.writeInt32BE(hasNull, 4);
  buffer.writeInt32BE(ELEMENT_OID[element], 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16); // lower bound
  let at = 20;
  for (let index = 0; index < values.length; index++) {
    const length = lengths[index] as number;
    at = buffer.writeInt32BE(length, at);
    if (length > 0) at += buffer.write(values[index] as string, at);
  }
  return buffer;
}

/** A column of ids, numbers, flags or days as an array literal; these have no character that the literal would read as syntax. */
export function plainArray(values: readonly unknown[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : plain(value))).join(',')}}`;
}

/** Elements of a column that is an array itself. */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : quote(String(value)))).join(',')}}`;
}

function plain(value: unknown): string {
  const text = String(value);
  return /^[0-9A-Za-z.+:-]+$/.test(text) ? text : quote(text);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
