/** How a name is searched and sorted. Long texts are cut, an index entry has its limits. */
export function searchKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().slice(0, 200);
}
