/** An order or invoice number as people write it, "INV/2026/0042" or "inv 2026 0042": letters and digits only, upper case. */
export function referenceKey(reference: string): string {
  return reference
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
