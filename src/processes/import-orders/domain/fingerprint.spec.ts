import { parseFingerprint } from './fingerprint.js';

const DIGEST = '0123456789abcdef0123';

describe('a stored fingerprint', () => {
  it('is read in its three parts', () => {
    expect(parseFingerprint(`${DIGEST}:2.0:${DIGEST}`)).toEqual({ content: DIGEST, progress: '2.0', places: DIGEST });
  });

  it.each([[null], [''], ['abc'], [`${DIGEST}:2.0`], ['0123456789abcdef:2.0:0123456789abcdef']])(
    'that nobody wrote, or an older recipe did, says nothing: %s',
    (text) => {
      expect(parseFingerprint(text)).toBeNull();
    },
  );
});
