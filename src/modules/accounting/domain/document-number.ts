/** INV/2026/00001: journal code, year, sequence; five digits at least. */
export function documentNumber(journalCode: string, year: number, sequence: number): string {
  return `${journalCode}/${year}/${String(sequence).padStart(5, '0')}`;
}
