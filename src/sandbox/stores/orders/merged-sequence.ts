/**
 * Untouched orders (a range of numbers with holes where orders were changed) merged with the changed ones, as one list with random
 * access. Nothing is materialised: a page costs a few binary searches, however deep it lies.
 */
export class MergedSequence<T> {
  readonly length: number;
  private readonly untouched: number;

  /**
   * @param low first number of the range, `high` the last (high < low = empty)
   * @param holes numbers taken out of the range, rising
   * @param changed the changed entries that match, in the order of the list
   * @param rank for a changed entry: the first number of the range that comes after it
   */
  constructor(
    private readonly low: number,
    private readonly high: number,
    private readonly holes: readonly number[],
    private readonly changed: readonly T[],
    private readonly rank: (entry: T) => number,
  ) {
    this.untouched = this.untouchedUpTo(high);
    this.length = this.untouched + changed.length;
  }

  /** The number of an untouched order, or a changed entry. */
  at(position: number): { number: number } | { entry: T } {
    let low = 0;
    let high = this.changed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.positionOf(middle) < position) low = middle + 1;
      else high = middle;
    }
    const entry = this.changed[low];
    if (entry !== undefined && this.positionOf(low) === position) return { entry };
    return { number: this.select(position - low) };
  }

  private positionOf(index: number): number {
    const after = this.rank(this.changed[index] as T);
    return index + this.untouchedUpTo(Math.min(this.high, after - 1));
  }

  /** How many untouched numbers lie in [low, number]. */
  private untouchedUpTo(number: number): number {
    if (number < this.low) return 0;
    return number - this.low + 1 - (lowerBound(this.holes, number + 1) - lowerBound(this.holes, this.low));
  }

  private select(index: number): number {
    let low = this.low;
    let high = this.high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.untouchedUpTo(middle) < index + 1) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Index of the first item that is not below `value`. */
export function lowerBound(items: readonly number[], value: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
