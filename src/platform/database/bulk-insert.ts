import {
  bulkTable,
  columnOf,
  columnsOf,
  valueOf,
  type BulkColumn,
  type BulkTable,
  type RowClass,
} from './bulk-table.js';

/** Rows that go into one statement: beyond this the array literals only cost memory. */
const ROWS_PER_STATEMENT = 5_000;

export interface InsertOptions<E> {
  /**
   * What a row that already exists does: fail the statement (default), be left alone, or take the listed columns.
   * `target` names the unique columns; `where` is the predicate of a partial unique index.
   */
  readonly onConflict?:
    | 'nothing'
    | {
        readonly target: readonly (keyof E & string)[];
        readonly update: readonly (keyof E & string)[];
        readonly where?: string;
      };
  /** Columns to give back for the rows that were really written. */
  readonly returning?: readonly (keyof E & string)[];
}

export interface BulkStatement {
  readonly text: string;
  readonly values: (string | Buffer)[];
}

/**
 * Multi-row inserts, one array parameter for each column: the same text whatever the number of rows, so PostgreSQL parses and
 * plans it once. All rows must carry the same properties; the first says which.
 */
export function bulkInsertStatements<E extends object>(
  entity: RowClass<E>,
  rows: readonly Partial<E>[],
  options: InsertOptions<E> = {},
): BulkStatement[] {
  const first = rows[0];
  if (!first) return [];
  const table = bulkTable(entity);
  const columns = columnsOf(entity, first);
  const text = statementText(table, columns, options);
  const statements: BulkStatement[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    statements.push({ text, values: encode(table, columns, rows.slice(from, from + ROWS_PER_STATEMENT)) });
  }
  return statements;
}

function statementText<E extends object>(
  table: BulkTable,
  columns: readonly BulkColumn[],
  options: InsertOptions<E>,
): string {
  const names = columns.map((column) => column.column);
  const selected = columns.map((column) => `t.${column.column}${column.cast}`);
  const parameters = columns.map((column, index) => `$${index + 1}::${column.parameterType}[]`);
  const name = (property: string) => columnOf(table, property).column;
  let text = `INSERT INTO ${table.name} (${names.join(', ')}) SELECT ${selected.join(', ')} FROM unnest(${parameters.join(', ')}) AS t(${names.join(', ')})`;
  const { onConflict, returning } = options;
  if (onConflict === 'nothing') text += ' ON CONFLICT DO NOTHING';
  else if (onConflict) {
    const target = onConflict.target.map(name).join(', ');
    const update = onConflict.update.map((property) => `${name(property)} = EXCLUDED.${name(property)}`).join(', ');
    text += ` ON CONFLICT (${target})${onConflict.where ? ` WHERE ${onConflict.where}` : ''} DO UPDATE SET ${update}`;
  }
  if (returning?.length)
    text += ` RETURNING ${returning.map((property) => `${name(property)} AS "${property}"`).join(', ')}`;
  return text;
}

function encode<E extends object>(
  table: BulkTable,
  columns: readonly BulkColumn[],
  rows: readonly Partial<E>[],
): (string | Buffer)[] {
  return columns.map(({ property, encode: encodeColumn }) =>
    encodeColumn(rows.map((row, index) => valueOf(row, property, index, table.name))),
  );
}
