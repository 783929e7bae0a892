import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BAD_FILES, GOOD_FILES } from '../testing/sample-files.js';
import { contentTypeOf } from './content-type.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-types-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const typeOf = async (content: Buffer) => {
  // The name lies, always.
  const path = join(folder, 'index.html');
  await writeFile(path, content);
  return contentTypeOf(path);
};

describe('by its content', () => {
  it.each(GOOD_FILES)('%s', async (_what, content, type) => {
    expect(await typeOf(content)).toBe(type);
  });

  it.each(BAD_FILES)('nothing that a ticket takes: %s', async (_what, content) => {
    expect(await typeOf(content)).toBeNull();
  });

  it('text is text when a character lies across two reads', async () => {
    expect(await typeOf(Buffer.from(`a${'ü'.repeat(100_000)}`))).toBe('text/plain');
    expect(await typeOf(Buffer.concat([Buffer.alloc(70_000, 'a'), Buffer.from([7])]))).toBeNull();
  });

  it('whatever comes, it is never an error', async () => {
    const random = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % 256;
    for (const [, good] of GOOD_FILES) {
      const next = random(good.length);
      const head = Buffer.from(good.subarray(0, 200));
      for (let round = 0; round < 20; round++) {
        const cut = Buffer.from(head.subarray(0, 1 + (next() % head.length)));
        for (let change = 0; change < 8; change++) cut[4 + (next() % Math.max(1, cut.length - 4))] = next();
        await expect(typeOf(cut)).resolves.toBeDefined();
      }
    }
  });
});
