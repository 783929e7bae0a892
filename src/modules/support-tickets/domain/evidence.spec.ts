import { mentionedNumbers, namedInstances } from './evidence.js';
import type { Report } from './report.js';

const aReport = (part: Partial<Report>): Report => ({
  subject: '',
  platformVersion: null,
  platformEdition: null,
  moduleVersion: null,
  storeHash: null,
  storefrontUrl: null,
  accountName: null,
  purchaseReference: null,
  purchaseDate: null,
  description: null,
  expectedResult: null,
  stepsToReproduce: null,
  orderReferences: [],
  logs: null,
  thirdPartyModules: [],
  checklist: {},
  attachments: [],
  ...part,
});

describe('what a report calls its store', () => {
  it.each([
    [{ storeHash: 'abc123' }, ['abc123']],
    [{ storeHash: 'store-abc123' }, ['store-abc123', 'abc123']],
    [{ storeHash: 'https://store-abc123.mybigcommerce.com/' }, ['https://store-abc123.mybigcommerce.com/', 'abc123']],
    [{ storeHash: 'bookstore-abc' }, ['bookstore-abc']],
    [{ storeHash: ' - ', accountName: 'Main' }, ['Main']],
    [{}, []],
  ])('%p: %p', (part, expected) => expect(namedInstances(aReport(part))).toEqual(expected));
});

describe('numbers that a report mentions', () => {
  it.each([
    ['Order 1001 is missing.', ['1001']],
    ['#1001, S00042 and D00007', ['1001', 'S00042', 'D00007']],
    ['Since 17.0.1.2 on 2026-11-24, 1,234.50 EUR', []],
    ['INV/2026/0042', []],
    ['in 10 minutes', []],
    ['abc1001 1001x', []],
  ])('%s: %p', (description, expected) => expect(mentionedNumbers(aReport({ description }))).toEqual(expected));

  it('come first from where orders are asked for, whatever they look like', () => {
    const report = aReport({ orderReferences: ['#77', ' SO/77 ', 'x'.repeat(61)], subject: 'Order 1001' });
    expect(mentionedNumbers(report)).toEqual(['77', 'SO/77', '1001']);
  });

  it('are no more than a hundred, of however long a text', () => {
    const logs = Array.from({ length: 100_000 }, (_, index) => `line ${10_000 + index}`).join('\n');
    expect(mentionedNumbers(aReport({ logs }))).toHaveLength(100);
  });
});
