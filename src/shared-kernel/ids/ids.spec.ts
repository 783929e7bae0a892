import { isId, newId } from './index.js';

describe('newId', () => {
  it('makes version 7 ids that isId accepts', () => {
    const id = newId();

    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isId(id)).toBe(true);
  });

  it('never repeats and never goes backwards, even within a millisecond', () => {
    const ids = Array.from({ length: 20_000 }, () => newId());

    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('isId', () => {
  it.each([
    '',
    '42',
    'not-an-id',
    '0190a6f0-7b1c-7c3e-8f00-00000000000',
    "0190a6f0-7b1c-7c3e-8f00-000000000001'--",
    7,
    null,
  ])('refuses %p', (text) => {
    expect(isId(text)).toBe(false);
  });
});
