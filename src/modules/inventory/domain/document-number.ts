/** D00001, A00001: a letter and at least five digits. Gaps are fine: they come from a sequence. */
export function documentNumber(letter: 'D' | 'A', drawn: string): string {
  return letter + drawn.padStart(5, '0');
}
