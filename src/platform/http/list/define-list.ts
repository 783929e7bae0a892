import type { Access } from '../access/access.js';
import { encodeCursor } from './cursor.js';
import type { ListDefinition, ListPage, ListRequest } from './list-definition.js';
import { listStatement, readRow, type ScopeValues } from './list-sql.js';
import { parseListQuery } from './parse-list-query.js';

/** A Database or a running transaction. */
export interface Queryable {
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

export class List<R> {
  constructor(readonly definition: ListDefinition<R>) {
    // A default order that does not exist is found when the file is loaded, not by the first caller.
    this.parse({});
  }

  parse(query: Readonly<Record<string, unknown>>): ListRequest {
    return parseListQuery(this.definition as ListDefinition<never>, query);
  }

  /** @param scopes values for the definition's `scopes`; leaving a declared one out is a bug and throws */
  async run(
    db: Queryable,
    request: ListRequest,
    access: Pick<Access, 'instanceIds'>,
    scopes: ScopeValues = {},
  ): Promise<ListPage<R>> {
    for (const name of Object.keys(this.definition.scopes ?? {})) {
      if (scopes[name] === undefined) throw new Error(`The list ${this.definition.name} needs its scope ${name}.`);
    }
    const definition = this.definition as ListDefinition<never>;
    const { text, values } = listStatement(definition, request, access, scopes);
    const rows = await db.query<Record<string, unknown>>(text, values);
    const shown = rows.slice(0, request.limit);
    const last = rows.length > request.limit ? shown.at(-1) : undefined;
    return {
      data: shown.map((row) => readRow(definition.columns, row) as R),
      page: { nextCursor: last ? this.cursorAfter(last, request) : null, limit: request.limit },
    };
  }

  private cursorAfter(row: Readonly<Record<string, unknown>>, { sort, descending }: ListRequest): string {
    const { name, sorts } = this.definition;
    if (row.key === null)
      throw new Error(`${name}: ${sorts[sort]?.column} is null in a row; sort by a column that never is.`);
    return encodeCursor(name, sort, descending, { key: String(row.key), id: String(row.id) });
  }
}

/** Filters, orders and fields of one list, as a value; see `ListDefinition`. */
export function defineList<R>(definition: ListDefinition<R>): List<R> {
  return new List(definition);
}
