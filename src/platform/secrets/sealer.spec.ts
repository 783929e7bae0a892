import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redactor } from '../logging/index.js';
import { keysOfDataFolder, Sealer, SealError, type SecretKey } from './index.js';

const key = (id: string, fill: number): SecretKey => ({ id, bytes: Buffer.alloc(32, fill) });
const [older, newer] = [key('older', 1), key('newer', 2)];

function sentenceOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SealError) return error.message;
    throw error;
  }
  throw new Error('It did not refuse.');
}

describe('Sealer', () => {
  it('opens what it sealed, and never seals the same way twice', () => {
    const sealer = new Sealer([older]);
    const text = JSON.stringify({ accessToken: 'tøken ✓' });
    const sealed = [sealer.seal(text), sealer.seal(text), sealer.seal('')];
    expect(sealed.map((one) => sealer.open(one))).toEqual([text, text, '']);
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed[0]).toMatch(/^v1\.older\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
  });

  it('seals with the first key, opens with any, and says what is to be resealed', () => {
    const before = new Sealer([older]).seal('secret');
    const rotated = new Sealer([newer, older]);
    expect(rotated.open(before)).toBe('secret');
    expect(rotated.needsResealing(before)).toBe(true);
    expect(rotated.needsResealing(rotated.seal('secret'))).toBe(false);
  });

  it('names the key that is missing, not the text', () => {
    const sentence = sentenceOf(() => new Sealer([newer]).open(new Sealer([older]).seal('canary')));
    expect(sentence).toContain('"older", which SECRET_KEYS does not have');
  });

  it('names the key whose value is another one', () => {
    const sentence = sentenceOf(() => new Sealer([key('older', 9)]).open(new Sealer([older]).seal('canary')));
    expect(sentence).toContain('does not open with the key "older"');
  });

  it('refuses every text in which one character was changed', () => {
    const sealer = new Sealer([older, newer]);
    const sealed = sealer.seal('secret');
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(() => sealer.open(sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow(SealError);
    }
  });

  it('refuses a text that was relabelled for another key with the same value', () => {
    const sealer = new Sealer([older, key('twin', 1)]);
    const sealed = sealer.seal('secret').replace('older', 'twin');
    expect(() => sealer.open(sealed)).toThrow(SealError);
  });

  it.each(['', 'v1', 'v2.older.a.b.c', 'v1.older.AAAA.AAAA.AAAA', 'plain text', 'v1.older.....'])(
    'refuses %j',
    (text) => {
      expect(() => new Sealer([older]).open(text)).toThrow(SealError);
    },
  );

  it('lets nobody log what it opened', () => {
    const sealed = new Sealer([older]).seal(JSON.stringify({ storeHash: 'visible-hash', accessToken: 'canary-token' }));
    new Sealer([older]).open(sealed);
    expect(redactor.text('visible-hash canary-token')).toBe('visible-hash [redacted]');
  });
});

describe('keysOfDataFolder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'longshore-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes the keys once, for the owner alone, and finds them again', async () => {
    const made = await keysOfDataFolder(folder);
    expect(made).toHaveLength(1);
    expect(await keysOfDataFolder(folder)).toEqual(made);
    expect((await stat(join(folder, 'secrets', 'keys'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700);
  });

  it('refuses a damaged file with a sentence and leaves it as it is', async () => {
    await keysOfDataFolder(folder);
    await writeFile(join(folder, 'secrets', 'keys'), 'k1:canary');
    await expect(keysOfDataFolder(folder)).rejects.toThrow(/is damaged: the key "k1" must be 32 bytes.*Restore it/);
  });
});
