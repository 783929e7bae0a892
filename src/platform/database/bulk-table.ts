import { getMetadataArgsStorage } from 'typeorm';
import type { ColumnMetadataArgs } from 'typeorm/metadata-args/ColumnMetadataArgs.js';
import { arrayLiteral, plainArray, textArray } from './array-parameter.js';
import type { CopyBuffer } from './copy-buffer.js';

export type RowClass<E> = new () => E;

/** One column of a row class, and how its values travel: as an array parameter of a statement, or as fields of a COPY. */
export interface BulkColumn {
  readonly property: string;
  readonly column: string;
  /** Array type of the parameter. */
  readonly parameterType: string;
  /** Cast in the select list, for columns that cannot travel as an element of their own type. */
  readonly cast: string;
  /** All values of the column (null for NULL) as the parameter of one statement. */
  readonly encode: (values: readonly unknown[]) => string | Buffer;
  /** One value, never null, as a field of a binary COPY. */
  readonly write: (to: CopyBuffer, value: never) => void;
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
  const travel = array ? arrayOf(type) : travelOf(type);
  return { property: args.propertyName, column: `"${name}"`, ...travel };
}

type Travel = Pick<BulkColumn, 'parameterType' | 'cast' | 'encode' | 'write'>;

function travelOf(type: string): Travel {
  switch (type) {
    case 'json':
      return {
        parameterType: 'json',
        cast: '',
        encode: asTexts(jsonText, 'json'),
        write: (to, value) => to.text(jsonText(value)),
      };
    case 'jsonb':
      return {
        parameterType: 'json',
        cast: '::jsonb',
        encode: asTexts(jsonText, 'json'),
        write: (to, value) => to.jsonb(jsonText(value)),
      };
    case 'bytea':
      return {
        parameterType: 'text',
        cast: '::bytea',
        encode: asTexts((value) => `\\x${(value as Buffer).toString('hex')}`),
        write: (to, value) => to.binary(value),
      };
    case 'timestamptz':
    case 'timestamp with time zone':
      return {
        parameterType: 'timestamptz',
        cast: '',
        encode: (values) => plainArray(values.map((value) => (value instanceof Date ? value.toISOString() : value))),
        write: (to, value) => to.timestamptz(value),
      };
    case 'uuid':
      return { parameterType: type, cast: '', encode: plainArray, write: (to, value) => to.uuid(value) };
    case 'numeric':
      return { parameterType: type, cast: '', encode: plainArray, write: (to, value) => to.numeric(String(value)) };
    case 'int':
    case 'integer':
      return { parameterType: 'integer', cast: '', encode: plainArray, write: (to, value) => to.integer(value) };
    case 'smallint':
      return { parameterType: type, cast: '', encode: plainArray, write: (to, value) => to.smallint(value) };
    case 'bigint':
      return { parameterType: type, cast: '', encode: plainArray, write: (to, value) => to.bigint(BigInt(value)) };
    case 'boolean':
      return { parameterType: type, cast: '', encode: plainArray, write: (to, value) => to.boolean(value) };
    case 'date':
      return { parameterType: type, cast: '', encode: plainArray, write: (to, value) => to.date(value) };
    case 'text':
      return { parameterType: type, cast: '', encode: asTexts(String), write: (to, value) => to.text(String(value)) };
    default:
      throw new Error(`Columns of type ${type} cannot be written set-wise yet.`);
  }
}

function arrayOf(type: string): Travel {
  return {
    parameterType: 'text',
    cast: `::${type}[]`,
    encode: asTexts((value) => arrayLiteral(value as readonly unknown[])),
    write: (to, value) => to.array(type, value),
  };
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

/** The columns that rows carry: the first says which. */
export function columnsOf<E extends object>(entity: RowClass<E>, row: Partial<E>): BulkColumn[] {
  const table = bulkTable(entity);
  return Object.keys(row).map((property) => columnOf(table, property));
}

export function columnOf(table: BulkTable, property: string): BulkColumn {
  const column = table.columns.get(property);
  if (!column) throw new Error(`${table.name} has no column for ${property}.`);
  return column;
}

export function valueOf(row: object, property: string, index: number, table: string): unknown {
  const value = (row as Record<string, unknown>)[property];
  if (value !== undefined) return value;
  throw new Error(`Row ${index} for ${table} lacks ${property}: all rows of one insert carry the same properties.`);
}
