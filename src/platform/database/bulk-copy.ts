import { from as copyFrom } from 'pg-copy-streams';
import type pg from 'pg';
import { bulkTable, columnsOf, valueOf, type BulkColumn, type RowClass } from './bulk-table.js';
import { CopyBuffer } from './copy-buffer.js';

/** Buffers not in use; one is taken for as long as the server reads it. A few are enough: one for each connection that writes. */
const spare: CopyBuffer[] = [];
const MOST_SPARE = 8;
/** What one huge insert needed is given back. */
const MOST_KEPT_BYTES = 4 * 1024 * 1024;

/**
 * Writes rows by a binary COPY: PostgreSQL spends a third less on them than on an INSERT, because it parses nothing and fills whole
 * pages (ADR 7). Checks, keys and triggers hold as ever. All rows must carry the same properties; the first says which.
 */
export async function copyRows<E extends object>(
  client: pg.ClientBase,
  entity: RowClass<E>,
  rows: readonly Partial<E>[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = columnsOf(entity, first);
  const { name } = bulkTable(entity);
  const statement = `COPY ${name} (${columns.map((column) => column.column).join(', ')}) FROM STDIN (FORMAT binary)`;
  const buffer = spare.pop() ?? new CopyBuffer();
  try {
    await send(client, statement, fill(buffer, name, columns, rows));
  } finally {
    if (spare.length < MOST_SPARE && buffer.capacity <= MOST_KEPT_BYTES) spare.push(buffer);
  }
}

function fill(buffer: CopyBuffer, table: string, columns: readonly BulkColumn[], rows: readonly object[]): Buffer {
  buffer.begin();
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as object;
    buffer.row(columns.length);
    for (const { property, write } of columns) {
      const value = valueOf(row, property, index, table);
      if (value === null) buffer.null();
      else write(buffer, value as never);
    }
  }
  return buffer.end();
}

function send(client: pg.ClientBase, statement: string, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(statement));
    // Not `once`: when the server refuses early, the stream has more than one error to tell.
    stream.on('error', reject);
    stream.once('finish', resolve);
    stream.end(content);
  });
}
