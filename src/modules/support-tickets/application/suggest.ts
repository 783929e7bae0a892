import { Inject, Injectable } from '@nestjs/common';
import { resultWithin } from '../../../platform/async/index.js';
import { Database } from '../../../platform/database/index.js';
import { Logger } from '../../../platform/logging/index.js';
import type { KnownCause } from '../domain/known-cause.js';
import { causesOf, evidentCodes, matchCauses, type Told } from '../domain/match-causes.js';
import { anyTermQuery, distinctiveTerms, likenessQuery } from '../domain/search-terms.js';
import { ticketNotFound } from '../domain/ticket-errors.js';
import { EvidenceStore } from '../infrastructure/evidence.store.js';
import { ResolutionStore, type SimilarResolution } from '../infrastructure/resolution.store.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { KnowledgeBook } from './knowledge-book.js';

const MOST_SIMILAR = 3;
/** A reporter's answer waits no longer than this for suggestions; the search itself takes one or two. */
const WITHIN_MS = 25;
/** Searches for reporters at a time. When the database is that far behind, another one would only hold it up. */
const MOST_AT_ONCE = 2;

/** A cause as people see it. */
export type ToldCause = Pick<KnownCause, 'code' | 'title' | 'cause' | 'fix'>;

/** What a reporter may try until somebody answers. It rests on his own words alone: of a store nobody learns anything by it. */
export interface Suggestions {
  readonly causes: readonly ToldCause[];
  /** Of tickets that were resolved, what was written for everyone's eyes; never whose they were. */
  readonly similar: readonly Pick<SimilarResolution, 'title' | 'cause' | 'fix'>[];
}

export interface StaffSuggestions {
  readonly causes: readonly (ToldCause & {
    /** What speaks for it: a code that the hub itself came upon, or the words of the report. */
    readonly because: 'evidence' | 'words';
  })[];
  readonly similar: readonly SimilarResolution[];
}

const NONE: Suggestions = { causes: [], similar: [] };

/** Known causes and resolved tickets like a report. */
@Injectable()
export class Suggest {
  private underWay = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly book: KnowledgeBook,
    private readonly resolutions: ResolutionStore,
    private readonly tickets: TicketStore,
    private readonly evidence: EvidenceStore,
    private readonly log: Logger,
  ) {}

  /**
   * For the reporter, within 25 ms. Never fails: without suggestions a report is taken in just as well.
   * @param ticketId of the ticket, once there is one: its own resolution is not like it
   */
  async forReporter(product: string, told: Told, ticketId: string | null = null): Promise<Suggestions> {
    try {
      const causes = matchCauses(await this.book.index(), product, told).map(asTold);
      return { causes, similar: await this.publicOnes(product, told, ticketId) };
    } catch (error) {
      this.log.warn('suggestions failed', { product, error });
      return NONE;
    }
  }

  /** For staff: what the hub found out counts as well, and resolutions that were written for staff alone. */
  async forStaff(ticketId: string): Promise<StaffSuggestions> {
    const ticket = await this.tickets.byId(this.database, ticketId);
    if (!ticket) throw ticketNotFound(ticketId);
    const { product, report } = ticket;
    const evidence = (await this.evidence.latest(this.database, [ticketId])).get(ticketId);
    const found = causesOf(await this.book.causes(), evidence ? evidentCodes(evidence) : []);
    const matched = matchCauses(await this.book.index(), product, report).filter(
      ({ code }) => !found.some((each) => each.code === code),
    );
    return {
      causes: [
        ...found.map((cause) => ({ ...asTold(cause), because: 'evidence' as const })),
        ...matched.map((cause) => ({ ...asTold(cause), because: 'words' as const })),
      ],
      similar: await this.similarTo(product, report, ticketId, false),
    };
  }

  private async publicOnes(product: string, told: Told, ticketId: string | null): Promise<Suggestions['similar']> {
    if (!(await this.book.hasPublicResolutions(product))) return [];
    // Nothing may be awaited between looking and counting.
    if (this.underWay >= MOST_AT_ONCE) return [];
    this.underWay++;
    const searching = this.similarTo(product, told, ticketId, true).finally(() => this.underWay--);
    const found = await resultWithin(searching, WITHIN_MS);
    if (found === null) this.log.warn('similar tickets took too long', { product, withinMs: WITHIN_MS });
    return (found ?? []).map(({ title, cause, fix }) => ({ title, cause, fix }));
  }

  private async similarTo(
    product: string,
    told: Told,
    exceptTicketId: string | null,
    publicOnly: boolean,
  ): Promise<SimilarResolution[]> {
    const terms = distinctiveTerms(told, await this.book.frequencies());
    const query = likenessQuery(terms);
    if (query === null) return [];
    const rankedBy = anyTermQuery(terms);
    return this.resolutions.alike({ product, query, rankedBy, publicOnly, exceptTicketId, limit: MOST_SIMILAR });
  }
}

function asTold({ code, title, cause, fix }: KnownCause): ToldCause {
  return { code, title, cause, fix };
}
