/** "76.2000" or 76.2 as a whole number of ten-thousandths, by text: no floats, and independent of the generator's own arithmetic. */
export function exact(value: unknown): bigint {
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) throw new Error(`"${text}" is no amount`);
  const amount = BigInt(match[2] as string) * 10000n + BigInt((match[3] ?? '').padEnd(4, '0'));
  return match[1] ? -amount : amount;
}

export function sumOf<T>(rows: readonly T[], of: (row: T) => unknown): bigint {
  return rows.reduce((sum, row) => sum + exact(of(row)), 0n);
}
