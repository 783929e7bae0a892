import type { Tx } from '../../../platform/database/index.js';
import type { Journal } from '../contract/index.js';
import { documentNumber } from '../domain/document-number.js';
import { yearOf } from '../domain/fiscal-calendar.js';

interface Wanted {
  readonly journal: Journal;
  readonly year: number;
  count: number;
}

/**
 * Gapless numbers. First say what is needed (`want`, in order), then `draw` them all in one statement: from there to the end of
 * the transaction other posters to the same journals wait, so draw as late as possible.
 */
export class NumberDraw {
  private readonly wanted = new Map<string, Wanted>();

  /** @returns the number, to be asked for once `draw` has run */
  want(journal: Journal, day: string): () => string {
    const year = yearOf(day);
    const key = `${journal.id}/${year}`;
    let wanted = this.wanted.get(key);
    if (!wanted) this.wanted.set(key, (wanted = { journal, year, count: 0 }));
    const offset = wanted.count++;
    return () => documentNumber(journal.code, year, this.first(key) + offset);
  }

  private readonly firsts = new Map<string, number>();

  async draw(tx: Tx): Promise<void> {
    const wanted = [...this.wanted.values()];
    if (wanted.length === 0) return;
    // Ordered, so that two batches over the same journals queue instead of deadlocking.
    const rows = await tx.query<{ journalId: string; year: number; last: number }>(
      `INSERT INTO accounting.number_sequence AS s (journal_id, year, last_number)
       SELECT journal_id, year, count FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS w(journal_id, year, count)
        ORDER BY journal_id, year
       ON CONFLICT (journal_id, year) DO UPDATE SET last_number = s.last_number + EXCLUDED.last_number
       RETURNING journal_id AS "journalId", year, last_number AS last`,
      [wanted.map((w) => w.journal.id), wanted.map((w) => w.year), wanted.map((w) => w.count)],
    );
    for (const { journalId, year, last } of rows) {
      const key = `${journalId}/${year}`;
      this.firsts.set(key, last - (this.wanted.get(key)?.count ?? 0) + 1);
    }
  }

  private first(key: string): number {
    const first = this.firsts.get(key);
    if (first === undefined) throw new Error(`Numbers of ${key} were asked for before they were drawn.`);
    return first;
  }
}
