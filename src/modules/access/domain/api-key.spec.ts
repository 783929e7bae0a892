import fc from 'fast-check';
import { keyState, keyText, makeKey, parseKey } from './api-key.js';

const NOW = new Date('2026-11-20T10:00:00Z');
const earlier = new Date('2026-11-20T09:59:59Z');
const later = new Date('2026-11-20T10:00:01Z');
const life = { expiresAt: null, revokedAt: null, isOwnerActive: true };

describe('an API key', () => {
  it('is read back as it was made', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const parts = makeKey((below) => (numbers.next().value as number) % below);
        expect(parseKey(keyText(parts))).toEqual(parts);
      }),
    );
  });

  it.each([
    '',
    'lsk_',
    'lsk_short_x',
    `LSK_abcdefghijkl_${'a'.repeat(43)}`,
    `lsk_abcdefghijkl_${'a'.repeat(31)}`,
    `lsk_abcdefghijkl_${'a'.repeat(43)}\n`,
    `lsk_abcdefghijkl_${'a'.repeat(129)}`,
  ])('does not take %j for one', (text) => expect(parseKey(text)).toBeNull());

  it.each([
    ['active', life],
    ['active', { ...life, expiresAt: later }],
    ['expired', { ...life, expiresAt: NOW }],
    ['expired', { ...life, expiresAt: earlier }],
    ['revoked', { ...life, revokedAt: earlier, expiresAt: earlier }],
    ['owner-inactive', { ...life, isOwnerActive: false }],
  ] as const)('is %s', (state, given) => expect(keyState(given, NOW)).toBe(state));
});
