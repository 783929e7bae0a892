import { getMetadataArgsStorage } from 'typeorm';
import type { ColumnMetadataArgs } from 'typeorm/metadata-args/ColumnMetadataArgs.js';
import { arrayLiteral, plainArray, textArray } from './array-parameter.js';

/** Rows that go into one statement: beyond this the array literals only cost memory. */
const ROWS_PER_STATEMENT = 5_000;

export type RowClass<E> = new () => E;

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

interface BulkColumn {
  readonly property: string;
  readonly column: string;
  /** Array type of the parameter. */
  readonly parameterType: string;
  /** Cast in the select list, for columns that cannot travel as an element of their own type. */
  readonly cast: string;
  /** All values of the column (null for NULL) as the parameter of one statement. */
  readonly encode: (values: readonly unknown[]) => string | Buffer;
}

export interface BulkTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, BulkColumn>;
}

const tables = new Map<unknown, BulkTable>();

/** Table and columns of a row class as its decorators tell them; works without a connection. */
export function bulkTable(entity: RowClass<object>): BulkTable {
  let table = tables.get(entity);
  if (!table) {
    table = describe(entity);
    tables.set(entity, table);
  }
  return table;
}

function describe(entity: RowClass<object>): BulkTable {
  const storage = getMetadataArgsStorage();
  const args = storage.tables.find((candidate) => candidate.target === entity);
  if (!args?.name) throw new Error(`${entity.name} is not an entity with an explicit table name.`);
  const ancestry = new Set<unknown>();
  for (
    let type: unknown = entity;
    typeof type === 'function' && type !== Function.prototype;
    type = Object.getPrototypeOf(type)
  ) {
    ancestry.add(type);
  }
  const columns = storage.columns
    .filter((column) => ancestry.has(column.target))
    .map((column): [string, BulkColumn] => [column.propertyName, describeColumn(entity, column)]);
  return { name: args.schema ? `"${args.schema}"."${args.name}"` : `"${args.name}"`, columns: new Map(columns) };
}

function describeColumn(entity: RowClass<object>, args: ColumnMetadataArgs): BulkColumn {
  const { type, name, array } = args.options;
  if (typeof type !== 'string' || !name) {
    throw new Error(`${entity.name}.${args.propertyName} needs an explicit column type and name.`);
  }
  const column = (parameterType: string, cast: string, encode: BulkColumn['encode']): BulkColumn => ({
    property: args.propertyName,
    column: `"${name}"`,
    parameterType,
    cast,
    encode,
  });
  if (array)
    return column(
      'text',
      `::${type}[]`,
      asTexts((value) => arrayLiteral(value as readonly unknown[])),
    );
  switch (type) {
    case 'json':
      return column('json', '', asTexts(jsonText, 'json'));
    case 'jsonb':
      return column('json', '::jsonb', asTexts(jsonText, 'json'));
    case 'bytea':
      return column(
        'text',
        '::bytea',
        asTexts((value) => `\\x${(value as Buffer).toString('hex')}`),
      );
    case 'int':
      return column('integer', '', plainArray);
    case 'uuid':
    case 'numeric':
    case 'integer':
    case 'smallint':
    case 'bigint':
    case 'boolean':
    case 'date':
      return column(type, '', plainArray);
    case 'timestamptz':
    case 'timestamp with time zone':
      return column('timestamptz', '', (values) =>
        plainArray(values.map((value) => (value instanceof Date ? value.toISOString() : value))),
      );
    default:
      return column('text', '', asTexts(String));
  }
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function asTexts(text: (value: unknown) => string, element: 'text' | 'json' = 'text'): BulkColumn['encode'] {
  return (values) =>
    textArray(
      values.map((value) => (value === null ? null : text(value))),
      element,
    );
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
  const columns = Object.keys(first).map((property) => columnOf(table, entity, property));
  const text = statementText(table, columns, options);
  const statements: BulkStatement[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    statements.push({ text, values: encode(entity, columns, rows.slice(from, from + ROWS_PER_STATEMENT)) });
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
  const name = (property: string) => {
    const column = table.columns.get(property);
    if (!column) throw new Error(`${table.name} has no column for ${property}.`);
    return column.column;
  };
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

function columnOf(table: BulkTable, entity: RowClass<object>, property: string): BulkColumn {
  const column = table.columns.get(property);
  if (!column) throw new Error(`${entity.name} has no column for ${property}.`);
  return column;
}

function encode<E extends object>(
  entity: RowClass<E>,
  columns: readonly BulkColumn[],
  rows: readonly Partial<E>[],
): (string | Buffer)[] {
  return columns.map(({ property, encode: encodeColumn }) =>
    encodeColumn(
      rows.map((row, index) => {
        const value = (row as Record<string, unknown>)[property];
        if (value !== undefined) return value;
        throw new Error(
          `Row ${index} for ${entity.name} lacks ${property}: all rows of one insert carry the same properties.`,
        );
      }),
    ),
  );
}
