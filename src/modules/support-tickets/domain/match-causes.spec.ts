import fc from 'fast-check';
import type { KnownCause } from './known-cause.js';
import { FIRST_CAUSES } from './known-causes/first-causes.js';
import { causesOf, evidentCodes, indexCauses, matchCauses, signWords, type Told } from './match-causes.js';
import { wordsOf } from './words.js';

const NOTHING: Told = { subject: '', description: null, expectedResult: null, stepsToReproduce: null, logs: null };

const aCause = (over: Partial<KnownCause>): KnownCause => ({
  code: 'shop.broken',
  product: 'shop',
  title: 'Broken',
  cause: 'It broke.',
  fix: ['Mend it.'],
  signs: [],
  ...over,
});

const codesIn = (causes: readonly KnownCause[], told: Partial<Told>, product = 'shop'): string[] =>
  matchCauses(indexCauses(causes), product, { ...NOTHING, ...told }).map(({ code }) => code);

describe('a sign', () => {
  const found = (sign: string, description: string): boolean =>
    codesIn([aCause({ signs: [sign] })], { description }).length > 0;

  it.each([
    ['401', 'The log says 401.'],
    ['401', 'HTTP/1.1 401 Unauthorized'],
    ['401', '{"status":401,"title":"no"}'],
    ['401', 'we get (401), again and again'],
    ['401', 'status=401'],
    ['401', 'error-401'],
    ['401', 'Error no. 401'],
    ['401', 'order 100 gives 401'],
    ['401', 'It failed with 401. Orders wait.'],
    ['401', '４０１ it said'],
    ['Unauthorized', 'UNAUTHORIZED!'],
    ['access token', 'the access-token, that is'],
    ['access token', 'the access\ntoken'],
    ["doesn't add up", 'it doesn’t add up'],
    ["'Ship Name' must not be empty.", '"\'Ship Name\' must not be empty."'],
    ['größe fehlt', 'Die GRÖSSE fehlt? Nein: die Größe fehlt.'],
    ['在庫', '在庫 です'],
  ])('"%s" is found in "%s"', (sign, text) => {
    expect(found(sign, text)).toBe(true);
  });

  it.each([
    ['401', 'order 4012'],
    ['401', 'number 1401'],
    ['401', 'ref A401'],
    ['401', '401.00 was charged'],
    ['401', 'it cost 1,401'],
    ['401', 'it cost $401'],
    ['401', 'it cost 401 €'],
    ['401', 'it cost 401 EUR'],
    ['401', 'it cost EUR 401'],
    ['401', 'on 2026-401 or 401/2026'],
    ['401', 'order SO-401'],
    ['401', 'order #401'],
    ['401', 'Order 401 is wrong'],
    ['401', 'order no. 401'],
    ['401', 'invoice number 401'],
    ['401', '401 orders wait'],
    ['401', 'by 401 %'],
    ['401', 'at 4:401'],
    ['error 401', 'error 401.50'],
    ['scope', 'telescope and scopes'],
    ['access token', 'no access. Token is fine'],
    ['access token', 'access to the token'],
  ])('"%s" is not found in "%s"', (sign, text) => {
    expect(found(sign, text)).toBe(false);
  });

  it('is taken as text, not as a pattern', () => {
    expect(found('a.*b', 'axxb')).toBe(false);
    expect(found('(((((', '(((((')).toBe(false);
    expect(found('[x]+', 'x')).toBe(true);
  });
});

describe('the causes of a report', () => {
  const token = aCause({ code: 'shop.token', signs: ['401', 'unauthorized', '401 unauthorized', 'token'] });
  const scope = aCause({ code: 'shop.scope', signs: ['403', 'scope', 'token'] });
  const general = aCause({ code: 'any.token', product: null, signs: ['401', 'token'] });

  it('begin with the one whose code is written out', () => {
    const told = { description: '401 unauthorized, token', logs: 'line 3: shop.scope, see the page.' };
    expect(codesIn([token, scope], told)).toEqual(['shop.scope', 'shop.token']);
    const named = aCause({ code: 'shop.named' });
    expect(codesIn([named], { logs: 'shop.nameds my.shop.named shop.named-2 shop_named' })).toEqual([]);
    expect(codesIn([named], { subject: '(SHOP.NAMED).' })).toEqual(['shop.named']);
  });

  it('with several signs come before those with one', () => {
    expect(codesIn([scope, token], { subject: 'token: unauthorized' })).toEqual(['shop.token', 'shop.scope']);
  });

  it('count a sign within a longer one of the same cause once', () => {
    const other = aCause({ code: 'shop.other', signs: ['wrong', 'today'] });
    expect(codesIn([token, other], { subject: '401 unauthorized, wrong, today' })).toEqual([
      'shop.other',
      'shop.token',
    ]);
  });

  it('are the product’s own first, of no other product, and in the order of their codes', () => {
    const twin = aCause({ code: 'shop.aaa', signs: ['token'] });
    expect(codesIn([general, token, twin], { subject: 'token' })).toEqual(['shop.aaa', 'shop.token', 'any.token']);
    expect(codesIn([general, token], { subject: 'token' }, 'till')).toEqual(['any.token']);
  });

  it('are five at most, and none without a sign', () => {
    const many = Array.from({ length: 9 }, (_, n) => aCause({ code: `shop.n${n}`, signs: ['token'] }));
    expect(codesIn(many, { subject: 'token' })).toEqual(['shop.n0', 'shop.n1', 'shop.n2', 'shop.n3', 'shop.n4']);
    expect(codesIn(many, { subject: 'Hello' })).toEqual([]);
  });

  it('are looked for in every text, as far as anybody reads', () => {
    for (const field of ['subject', 'description', 'expectedResult', 'stepsToReproduce', 'logs'] as const) {
      expect(codesIn([token], { [field]: 'unauthorized' })).toEqual(['shop.token']);
    }
    expect(codesIn([token], { logs: `${'x '.repeat(10_000)}unauthorized` })).toEqual([]);
  });

  it('of codes the hub came upon itself are looked up, each once', () => {
    expect(causesOf([token, scope], ['shop.scope', 'shop.nothing', 'shop.scope', 'shop.token'])).toEqual([
      scope,
      token,
    ]);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    'token',
    '401',
    'shop.broken',
    'a'.repeat(50),
    '٤٠١',
    'ﬃ',
    'İ',
    '\u0301',
    '💥',
    '\ud800',
    '\0',
    '<b>',
    '..',
    '--',
    '$',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
  );
  const told: fc.Arbitrary<Told> = fc.record({
    subject: text,
    description: fc.option(text),
    expectedResult: fc.option(text),
    stepsToReproduce: fc.option(text),
    logs: fc.option(text),
  });
  const cause = fc.record({
    code: fc.constantFrom('shop.broken', 'shop.token', 'x', ''),
    product: fc.constantFrom(null, 'shop', 'till'),
    title: text,
    cause: text,
    fix: fc.array(text, { maxLength: 2 }),
    signs: fc.array(text, { maxLength: 5 }),
  });

  it('leads to the same few causes each time, whatever the order of the book', () => {
    fc.assert(
      fc.property(fc.uniqueArray(cause, { selector: ({ code }) => code, maxLength: 4 }), told, (causes, report) => {
        const found = matchCauses(indexCauses(causes), 'shop', report);
        expect(found.length).toBeLessThanOrEqual(5);
        expect(found.every(({ product }) => product !== 'till')).toBe(true);
        expect(matchCauses(indexCauses([...causes].reverse()), 'shop', report)).toEqual(found);
      }),
    );
  });

  it('that quotes a sign of words is seen to, and one that shares no word with any sign is not', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (sign, description) => {
          const causes = [aCause({ code: '-', signs: [sign] })];
          const words = signWords(sign);
          const plain = words.length > 0 && !words.some((each) => /\p{N}/u.test(each));
          if (plain) expect(codesIn(causes, { description: `so: ${words.join(' ')}!` })).toEqual(['-']);
          const told = new Set(signWords(description));
          if (!words.some((each) => told.has(each))) expect(codesIn(causes, { description })).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['one letter', 'a'.repeat(20_000)],
    ['numbers', '401 '.repeat(5_000)],
    ['halves of a sign', 'access token is '.repeat(1_250)],
    ['dots', `bigcommerce${'.'.repeat(19_000)}`],
    ['combining marks', `e${'\u0301'.repeat(19_999)}`],
    ['what unfolds', '\ufdfa'.repeat(20_000)],
    ['blanks', ' '.repeat(20_000)],
    ['halves of pairs', '\ud83d'.repeat(20_000)],
  ])('of the largest size is gone through, though hostile: %s', (_, text) => {
    const index = indexCauses(FIRST_CAUSES);
    const found = matchCauses(index, 'bigcommerce', {
      subject: text,
      description: text,
      expectedResult: text,
      stepsToReproduce: text,
      logs: text,
    });
    expect(found.length).toBeLessThanOrEqual(5);
  });
});

describe('the first known causes', () => {
  it('have codes of their own, steps, and signs that can be found', () => {
    expect(new Set(FIRST_CAUSES.map(({ code }) => code)).size).toBe(FIRST_CAUSES.length);
    for (const { code, title, cause, fix, signs } of FIRST_CAUSES) {
      expect(code).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
      expect([title, cause, ...fix].every((text) => text.trim() !== '')).toBe(true);
      expect(fix.length).toBeGreaterThan(0);
      expect(signs.length).toBeGreaterThan(0);
      for (const sign of signs) expect(wordsOf(sign).length).toBeGreaterThan(0);
      expect(new Set(signs.map((sign) => signWords(sign).join(' '))).size).toBe(signs.length);
    }
  });

  const first = (product: string, description: string): string | undefined =>
    codesIn(FIRST_CAUSES, { subject: 'Help', description }, product)[0];

  it.each([
    [
      'Since this morning every import fails with "401 Unauthorized". The access token expired?',
      'bigcommerce.token-refused',
    ],
    ["Log: You don't have a required scope to access the endpoint (403)", 'bigcommerce.missing-scope'],
    ['Confirm failed, it says something about no inventory location', 'bigcommerce.no-locations'],
    ['getaddrinfo ENOTFOUND api.bigcommerce.com', 'bigcommerce.host-unknown'],
    ['connect ECONNREFUSED 127.0.0.1:443', 'bigcommerce.host-refused'],
    ['We see 429 Too Many Requests in the log', 'bigcommerce.rate-limited'],
    ['503 Service Unavailable from the API all night', 'bigcommerce.unavailable'],
    ['The order stays a quotation and no invoice was created. Configure Workflow is shown.', 'orders.workflow-missing'],
    ['The total does not match: lines do not add up', 'orders.amounts-disagree'],
    ['Unknown SKU ABC-401 in order 1234', 'orders.product-unknown'],
    ['All orders were imported twice, I see duplicates', 'marketplace.record-refused'],
    ['An order with a gift certificate fails', 'orders.gift-certificate-product-missing'],
    ['New orders are not imported since yesterday', 'bigcommerce.orders-not-imported'],
    ['We edited in the store order 55 and changes are not synced', 'orders.edited-in-store'],
  ])('of BigCommerce answer "%s"', (text, code) => {
    expect(first('bigcommerce', text)).toBe(code);
  });

  it.each([
    ['We regenerated the key and now: 401', 'shipstation.credentials-refused'],
    ['weight not defined in products: A-1, A-2', 'shipstation.weight-missing'],
    ['Following details are missing in customer address: City, State', 'shipstation.address-incomplete'],
    ['Address validation failed for this order', 'shipstation.address-not-valid'],
    ['Label fails with insufficient funds at stamps.com', 'shipstation.carrier-balance'],
    ['500: Object reference not set to an instance of an object.', 'shipstation.no-manual-store'],
    ['No applicable services were available for the configured shipment', 'shipstation.no-applicable-service'],
    ['Our store is inactive in ShipStation', 'shipstation.store-inactive'],
    ['It takes the wrong warehouse as ship from location', 'shipstation.warehouse-not-mapped'],
    ['The tracking number is missing after shipping', 'shipstation.tracking-missing'],
    ["Error: 'Ship Name' must not be empty.", 'shipstation.name-missing'],
    ['Please use a 2 character country code', 'shipstation.country-code'],
  ])('of ShipStation answer "%s"', (text, code) => {
    expect(first('shipstation', text)).toBe(code);
  });

  it.each([
    'Hello, how do I change the colour of the form?',
    'We have 500 articles, 401 customers and order 403.',
    'A coupon of 10 % is missing on the imported order.',
    'The certificate that a customer bought has no text.',
  ])('say nothing to "%s"', (text) => {
    expect(codesIn(FIRST_CAUSES, { subject: 'Question', description: text }, 'bigcommerce')).toEqual([]);
  });
});

describe('codes of what the hub found out', () => {
  const check = (key: 'credentials' | 'jobs' | 'settings', result: 'failed' | 'unknown' | 'passed', code: string) =>
    ({ instanceId: 'i', key, result, code, detail: '', remedy: null }) as const;
  const at = '2026-11-01T00:00:00.000Z';
  const order = {
    kind: 'sale-order',
    id: 'o',
    label: 'S1',
    instanceId: 'i',
    facts: {},
    timeline: [{ at, code: 'orders.workflow-missing', message: '' }],
  } as const;

  it('go from what is certain over the named records to what may have nothing to do with it', () => {
    const selfChecks = [
      check('jobs', 'failed', 'marketplace.job-off'),
      check('settings', 'unknown', 'marketplace.no-location'),
      check('credentials', 'failed', 'bigcommerce.token-refused'),
      check('credentials', 'passed', 'bigcommerce.fine'),
    ];
    expect(evidentCodes({ selfChecks, records: [order] })).toEqual([
      'bigcommerce.token-refused',
      'orders.workflow-missing',
      'marketplace.job-off',
      'marketplace.no-location',
    ]);
  });
});
