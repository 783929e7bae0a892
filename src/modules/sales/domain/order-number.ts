/** S00001, S00002 … S100000: five digits at least. */
export function orderNumber(sequence: number): string {
  return `S${String(sequence).padStart(5, '0')}`;
}
