import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Session, Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { RemoteRecord } from '../contract/index.js';

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);
const inflate = promisify<Buffer, Buffer>(inflateRaw);

/** Where a line's payload stands. */
export interface PayloadPlace {
  readonly pageId: string;
  readonly pagePosition: number;
}

/**
 * Payloads are stored by the page they were read with: records of one store resemble each other, so a page of 250 takes a twentieth
 * of its size and one row instead of 250 (ADR 5). Compressing happens on another thread than planning.
 */
export async function storePage(tx: Tx, jobId: string, records: readonly RemoteRecord[]): Promise<string> {
  const id = newId();
  const text = `[${records.map((record) => record.payload).join(',')}]`;
  const content = await deflate(Buffer.from(text), { level: 1 });
  await tx.query('INSERT INTO marketplace.queue_page (id, job_id, content) VALUES ($1, $2, $3)', [id, jobId, content]);
  return id;
}

/** Payloads by `placeKey`; each page is read once, however many of its lines are asked for. */
export async function readPayloads(
  session: Pick<Session, 'query'>,
  places: readonly PayloadPlace[],
): Promise<Map<string, unknown>> {
  const payloads = new Map<string, unknown>();
  if (places.length === 0) return payloads;
  const pages = await session.query<{ id: string; content: Buffer }>(
    'SELECT id, content FROM marketplace.queue_page WHERE id = ANY($1::uuid[])',
    [[...new Set(places.map((place) => place.pageId))]],
  );
  const contents = new Map<string, readonly unknown[]>();
  for (const { id, content } of pages) contents.set(id, JSON.parse((await inflate(content)).toString()) as unknown[]);
  for (const place of places) payloads.set(placeKey(place), contents.get(place.pageId)?.[place.pagePosition]);
  return payloads;
}

export function placeKey({ pageId, pagePosition }: PayloadPlace): string {
  return `${pageId}:${pagePosition}`;
}
