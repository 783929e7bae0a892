import { promisify } from 'node:util';
import { gzip, unzip } from 'node:zlib';
import type { Session } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { RemoteRecord } from '../contract/index.js';
import type { QueuePageRow } from './queue.entity.js';

const pack = promisify<Buffer, object, Buffer>(gzip);
const unpack = promisify<Buffer, object, Buffer>(unzip);
const UNPACKED_PIECE = { chunkSize: 256 * 1024 };

/** Where a line's payload stands. */
export interface PayloadPlace {
  readonly pageId: string;
  readonly pagePosition: number;
}

/**
 * Payloads are stored by the page they were read with: records of one store resemble each other, so a page of 250 takes a twentieth
 * of its size and one row instead of 250 (ADR 5). Records that stand in the remote side's own answer stay in it; others are packed here.
 * @returns a place for each record, and the pages to write
 */
export async function packPayloads(
  jobId: string,
  records: readonly RemoteRecord[],
  answer: Buffer | null,
): Promise<{ places: PayloadPlace[]; pages: Partial<QueuePageRow>[] }> {
  const answerId = newId();
  const restId = newId();
  const rest: unknown[] = [];
  const places = records.map(({ position, content }): PayloadPlace => {
    if (answer && position !== undefined) return { pageId: answerId, pagePosition: position };
    return { pageId: restId, pagePosition: rest.push(content) - 1 };
  });
  const pages: Partial<QueuePageRow>[] = [];
  if (answer && rest.length < records.length) pages.push({ id: answerId, jobId, content: answer });
  if (rest.length > 0) {
    pages.push({ id: restId, jobId, content: await pack(Buffer.from(JSON.stringify(rest)), { level: 1 }) });
  }
  return { places, pages };
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
  for (const { id, content } of pages) contents.set(id, await recordsOf(content));
  for (const place of places) payloads.set(placeKey(place), contents.get(place.pageId)?.[place.pagePosition]);
  return payloads;
}

/** A damaged page holds nothing: its lines fail by themselves, with a sentence that asks to read the record again. */
async function recordsOf(content: Buffer): Promise<readonly unknown[]> {
  try {
    return JSON.parse((await unpack(content, UNPACKED_PIECE)).toString()) as unknown[];
  } catch {
    return [];
  }
}

export function placeKey({ pageId, pagePosition }: PayloadPlace): string {
  return `${pageId}:${pagePosition}`;
}
