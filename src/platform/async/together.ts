/** One that waits for its turn. */
interface Waiting<I, O> {
  readonly input: I;
  readonly done: (output: O) => void;
  readonly failed: (error: unknown) => void;
}

export interface TogetherOptions {
  /** The most that go together. */
  readonly most: number;
  /** Groups under way at the same time. */
  readonly lanes: number;
  /** Time between the beginnings of two groups. Whoever comes after a pause does not wait; in a rush it makes the groups larger. */
  readonly gatherMs: number;
  /** The most that wait; whoever comes then is refused at once, so that a database that hangs does not fill the memory. */
  readonly mostWaiting?: number;
  /** Whether a group's failure may be one call's own. Only then are its calls tried one by one; else all of them fail with it. */
  readonly mayBeOnesOwn?: (error: unknown) => boolean;
}

/** More calls wait than may. */
export class TooManyWaiting extends Error {}

/**
 * Brings calls that come at about the same time together: they wait for their turn and then go as one. Alone, a call goes at once; the
 * more there are, the larger the groups, and the cheaper each. When a group of several fails for what may be in one of them, its calls
 * go one by one, so that a bad one fails by itself.
 */
export class Together<I, O> {
  private readonly waiting: Waiting<I, O>[] = [];
  private underWay = 0;
  private beganAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  /** @param work one output for each input, in their order; must have done nothing when it fails */
  constructor(
    private readonly work: (inputs: readonly I[]) => Promise<readonly O[]>,
    private readonly options: TogetherOptions,
  ) {}

  /** @throws TooManyWaiting, or whatever its group or, tried by itself, it fails with */
  run(input: I): Promise<O> {
    if (this.waiting.length >= (this.options.mostWaiting ?? Infinity)) return Promise.reject(new TooManyWaiting());
    return new Promise<O>((done, failed) => {
      this.waiting.push({ input, done, failed });
      this.next();
    });
  }

  private next(): void {
    if (this.timer || this.underWay >= this.options.lanes || this.waiting.length === 0) return;
    const early = this.beganAt + this.options.gatherMs - performance.now();
    if (early > 0) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.next();
      }, Math.ceil(early));
      return;
    }
    this.beganAt = performance.now();
    this.underWay++;
    void this.go(this.waiting.splice(0, this.options.most)).finally(() => {
      this.underWay--;
      this.next();
    });
  }

  private async go(group: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await this.work(group.map(({ input }) => input));
      group.forEach(({ done }, index) => done(outputs[index] as O));
    } catch (error) {
      const { mayBeOnesOwn = () => true } = this.options;
      if (group.length === 1 || !mayBeOnesOwn(error)) for (const { failed } of group) failed(error);
      else for (const one of group) await this.go([one]);
    }
  }
}
