import { Injectable } from '@nestjs/common';
import type { StoredCause } from '../domain/known-cause.js';
import { indexCauses, type CauseIndex } from '../domain/match-causes.js';
import { KnownCauseStore } from '../infrastructure/known-cause.store.js';
import { ResolutionStore } from '../infrastructure/resolution.store.js';

/** How long the book is believed; another process sees a change within it. */
const FRESH_MS = 2_000;
/** Terms change their frequency slowly, and a search that knows old ones only takes a little longer. */
const FREQUENCIES_FRESH_MS = 60_000;

interface Book {
  readonly causes: readonly StoredCause[];
  readonly index: CauseIndex;
  readonly publicProducts: ReadonlySet<string>;
}

/** Known causes, and what has to be known of the resolutions before they are searched, in memory: every report asks. */
@Injectable()
export class KnowledgeBook {
  private reading: Promise<Book> | null = null;
  private readAt = 0;
  private last: { readonly edition: string; readonly index: CauseIndex } | null = null;
  private counting: Promise<ReadonlyMap<string, number>> | null = null;
  private countedAt = 0;

  constructor(
    private readonly causeStore: KnownCauseStore,
    private readonly resolutions: ResolutionStore,
  ) {}

  /** By code. */
  async causes(): Promise<readonly StoredCause[]> {
    return (await this.current()).causes;
  }

  async index(): Promise<CauseIndex> {
    return (await this.current()).index;
  }

  /** Whether a reporter of the product can be shown any resolution. */
  async hasPublicResolutions(product: string): Promise<boolean> {
    return (await this.current()).publicProducts.has(product);
  }

  /** In about how many resolutions the commonest terms are. */
  async frequencies(): Promise<ReadonlyMap<string, number>> {
    const now = performance.now();
    if (!this.counting || now - this.countedAt > FREQUENCIES_FRESH_MS) {
      this.countedAt = now;
      const counting = this.resolutions.frequencies();
      this.counting = counting;
      counting.catch(() => (this.counting = null));
    }
    return this.counting;
  }

  /** Call after a change, so that this process sees it at once. */
  forget(): void {
    this.reading = null;
  }

  private current(): Promise<Book> {
    const now = performance.now();
    if (!this.reading || now - this.readAt > FRESH_MS) {
      this.readAt = now;
      const reading = this.read();
      this.reading = reading;
      reading.catch(() => this.forget());
    }
    return this.reading;
  }

  private async read(): Promise<Book> {
    const causes = await this.causeStore.all();
    const publicProducts = new Set(await this.resolutions.publicProducts());
    return { causes, index: this.indexOf(causes), publicProducts };
  }

  /** The same as before, while no cause has changed. */
  private indexOf(causes: readonly StoredCause[]): CauseIndex {
    const edition = causes.map(({ code, version }) => `${code} ${version}`).join('\n');
    if (this.last?.edition !== edition) this.last = { edition, index: indexCauses(causes) };
    return this.last.index;
  }
}
