import { looksLikeHtml, vendorWords } from './vendor-words.js';

describe('vendorWords', () => {
  it.each([
    [
      'a V2 list',
      [{ status: 404, message: 'The requested resource was not found.' }],
      'The requested resource was not found.',
    ],
    [
      'V2 details',
      [{ status: 400, message: "The field 'email' is invalid.", details: { invalid_reason: 'No at sign.' } }],
      "The field 'email' is invalid. No at sign.",
    ],
    [
      'a V3 title',
      { status: 403, title: "You don't have a required scope", errors: {} },
      "You don't have a required scope",
    ],
    [
      'V3 fields',
      { title: 'Missing', errors: { name: 'Please provide a name.' } },
      'Missing name: Please provide a name.',
    ],
    ['a nested list', { data: [{ status: 422, title: 'Guest.' }] }, 'Guest.'],
    ['a batch', { batch_errors: [{ field_errors: { sku: 'taken' } }] }, 'sku: taken'],
    ['a degraded service', { error: { code: 'X', message: 'Later.' } }, 'Later.'],
    ['a 405', { detail: 'Not allowed.' }, 'Not allowed.'],
    ['JSON text', '{"title":"Text"}', 'Text'],
    ['plain text', ' Unauthorized ', 'Unauthorized'],
    ['a page', '<html><head><title>Gateway</title></head></html>', 'An HTML page titled "Gateway".'],
    ['nothing', null, ''],
  ])('finds the words of %s', (_, body, words) => {
    expect(vendorWords(body)).toBe(words);
  });

  it('keeps long answers short', () => {
    expect(vendorWords('x'.repeat(5000))).toHaveLength(500);
  });

  it('knows a page from data', () => {
    expect(looksLikeHtml('\n<!DOCTYPE html>')).toBe(true);
    expect(looksLikeHtml('{"a":"<html>"}')).toBe(false);
  });
});
