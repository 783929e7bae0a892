/** One thing to ask: a few orders each by its id, or every order of a range of ids of which some are wanted. */
export type IdStep =
  | { readonly kind: 'each'; readonly ids: readonly number[] }
  | { readonly kind: 'range'; readonly ids: readonly number[]; readonly from: number; readonly to: number };

const HANDFUL = 5;
/** As many ids as fit on one page: such a range is always one request. */
const PAGE = 250;
const EACH_PER_STEP = 10;

/**
 * The fewest requests for explicit ids: there is no list filter by id, only `min_id` and `max_id` (sheet 11.2). A handful is asked one
 * by one, so that three orders do not cost the transfer of seven hundred. What is no order id at all is returned apart.
 */
export function planIds(texts: readonly string[]): { steps: readonly IdStep[]; impossible: readonly string[] } {
  const wanted = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  const ids = wanted
    .filter(isOrderId)
    .map(Number)
    .sort((a, b) => a - b);
  const impossible = wanted.filter((text) => !isOrderId(text));
  const unique = [...new Set(ids)];
  return { steps: unique.length <= HANDFUL ? each(unique) : ranges(unique), impossible };
}

function ranges(ids: readonly number[]): IdStep[] {
  const steps: IdStep[] = [];
  const alone: number[] = [];
  for (let start = 0; start < ids.length;) {
    const from = ids[start] ?? 0;
    let end = start + 1;
    while (end < ids.length && (ids[end] ?? 0) < from + PAGE) end += 1;
    const inside = ids.slice(start, end);
    if (inside.length === 1) alone.push(from);
    else steps.push({ kind: 'range', ids: inside, from, to: inside.at(-1) ?? from });
    start = end;
  }
  return [...steps, ...each(alone)];
}

function each(ids: readonly number[]): IdStep[] {
  const steps: IdStep[] = [];
  for (let start = 0; start < ids.length; start += EACH_PER_STEP) {
    steps.push({ kind: 'each', ids: ids.slice(start, start + EACH_PER_STEP) });
  }
  return steps;
}

function isOrderId(text: string): boolean {
  return /^\d{1,15}$/.test(text) && /[1-9]/.test(text);
}
