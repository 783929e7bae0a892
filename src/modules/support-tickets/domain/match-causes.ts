import type { Evidence } from './evidence.js';
import type { KnownCause } from './known-cause.js';
import type { Report } from './report.js';
import { readable, wordsOf, type Word } from './words.js';

const MOST_SUGGESTED = 5;
/** Code of an error, written out: worth more than any number of signs. */
const CODE_WEIGHT = 1_000;
/** Between the words of one sign there may be a blank, a hyphen or a line break, but not a sentence. */
const WIDEST_GAP = 3;

/** Text of a report in which causes are looked for. Who writes what he expected may well name what he got instead. */
export type Told = Pick<Report, 'subject' | 'description' | 'expectedResult' | 'stepsToReproduce' | 'logs'>;

interface Sign {
  readonly cause: number;
  /** Its place among the signs of the cause. */
  readonly index: number;
  readonly words: readonly string[];
}

/** Known causes made ready, once for each version of the book: by their first word. */
export interface CauseIndex {
  readonly causes: readonly KnownCause[];
  /** Longest sign first, so that "401 unauthorized" is seen before the "401" in it. */
  readonly signs: ReadonlyMap<string, readonly Sign[]>;
  /** Codes by the first word of them. */
  readonly codes: ReadonlyMap<string, readonly { readonly code: string; readonly cause: number }[]>;
}

export function indexCauses(causes: readonly KnownCause[]): CauseIndex {
  const signs = new Map<string, Sign[]>();
  const codes = new Map<string, { code: string; cause: number }[]>();
  for (const [cause, { code, signs: own }] of causes.entries()) {
    add(codes, wordsOf(code)[0]?.text, { code, cause });
    for (const [index, sign] of own.entries()) {
      const words = signWords(sign);
      add(signs, words[0], { cause, index, words });
    }
  }
  for (const each of signs.values()) each.sort((one, other) => other.words.length - one.words.length);
  return { causes, signs, codes };
}

function add<T>(to: Map<string, T[]>, word: string | undefined, value: T): void {
  if (word === undefined) return;
  const known = to.get(word);
  if (known) known.push(value);
  else to.set(word, [value]);
}

/** A sign without a word would be found everywhere or nowhere, so it is none. */
export function signWords(sign: string): string[] {
  return wordsOf(readable(sign)).map(({ text }) => text);
}

/**
 * What a report may be about: at most five, best first. A code written out counts most, then how many different signs are found and how
 * many words they have; between equals the product's own cause goes before one for any product, then the code decides.
 * @param product key of the report's product; causes of others are left out
 */
export function matchCauses(index: CauseIndex, product: string, told: Told): KnownCause[] {
  const findings = new Map<number, Finding>();
  for (const text of [told.subject, told.description, told.expectedResult, told.stepsToReproduce, told.logs]) {
    if (text) lookInto(readable(text), index, findings);
  }
  return [...findings]
    .map(([cause, finding]) => ({ cause: index.causes[cause] as KnownCause, ...scoreOf(finding) }))
    .filter(({ cause }) => cause.product === null || cause.product === product)
    .sort(
      (one, other) =>
        other.score - one.score ||
        other.words - one.words ||
        Number(one.cause.product === null) - Number(other.cause.product === null) ||
        (one.cause.code < other.cause.code ? -1 : 1),
    )
    .slice(0, MOST_SUGGESTED)
    .map(({ cause }) => cause);
}

/** The causes of codes that the hub itself came upon, in their order, each once; unknown ones have none. */
export function causesOf(causes: readonly KnownCause[], codes: readonly string[]): KnownCause[] {
  return [...new Set(codes)].flatMap((code) => causes.find((cause) => cause.code === code) ?? []);
}

/**
 * Codes that speak of trouble in what the hub found out: of checks that failed, along the way of the records that the report names, then
 * of checks that could not tell. Jobs come last: they begin switched off (Z1), and whoever imports by hand leaves them so.
 */
export function evidentCodes({ selfChecks, records }: Pick<Evidence, 'selfChecks' | 'records'>): string[] {
  const isCertain = ({ key, result }: Evidence['selfChecks'][number]): boolean => result === 'failed' && key !== 'jobs';
  const wrong = selfChecks.filter(({ result }) => result !== 'passed');
  return [
    ...new Set([
      ...wrong.filter(isCertain).flatMap(({ code }) => code ?? []),
      ...records.flatMap(({ timeline }) => timeline.map(({ code }) => code)),
      ...wrong.filter((check) => !isCertain(check)).flatMap(({ code }) => code ?? []),
    ]),
  ];
}

interface Finding {
  isNamed: boolean;
  /** Signs found, by their index, with the number of their words. */
  readonly signs: Map<number, number>;
}

function scoreOf({ isNamed, signs }: Finding): { score: number; words: number } {
  let words = 0;
  for (const count of signs.values()) words += count;
  return { score: (isNamed ? CODE_WEIGHT : 0) + signs.size, words };
}

function lookInto(text: string, index: CauseIndex, findings: Map<number, Finding>): void {
  const words = wordsOf(text);
  // Up to which word a cause has a sign already: the "401" in "401 unauthorized" is not a second one.
  const seenUpTo = new Map<number, number>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    for (const { code, cause } of index.codes.get(word.text) ?? []) {
      if (isCodeAt(text, word, code)) of(findings, cause).isNamed = true;
    }
    for (const sign of index.signs.get(word.text) ?? []) {
      // Nearly all end here.
      if (sign.words.length > 1 && words[at + 1]?.text !== sign.words[1]) continue;
      const isKnown = sign.words.length === 1 && findings.get(sign.cause)?.signs.has(sign.index);
      if (isKnown) continue;
      const end = at + sign.words.length;
      if (end <= (seenUpTo.get(sign.cause) ?? 0) || !isSignAt(text, words, at, sign.words)) continue;
      seenUpTo.set(sign.cause, end);
      of(findings, sign.cause).signs.set(sign.index, sign.words.length);
    }
  }
}

function of(findings: Map<number, Finding>, cause: number): Finding {
  let finding = findings.get(cause);
  if (!finding) findings.set(cause, (finding = { isNamed: false, signs: new Map() }));
  return finding;
}

/** The whole code and nothing longer: neither "my.bigcommerce.timeout" nor "bigcommerce.timeout-2". A full stop may end its sentence. */
function isCodeAt(text: string, { start }: Word, code: string): boolean {
  if (!text.startsWith(code, start)) return false;
  return (
    !/[\p{L}\p{M}\p{N}._-]/u.test(text.charAt(start - 1)) &&
    !/^[._-]*[\p{L}\p{M}\p{N}]/u.test(text.slice(start + code.length, start + code.length + 4))
  );
}

function isSignAt(text: string, words: readonly Word[], at: number, sign: readonly string[]): boolean {
  for (let next = 1; next < sign.length; next++) {
    const [before, word] = [words[at + next - 1], words[at + next]];
    if (!before || !word || word.text !== sign[next]) return false;
    if (word.start - before.end > WIDEST_GAP || /[.!?;][^.!?;]/.test(text.slice(before.end, word.start))) return false;
  }
  const last = at + sign.length - 1;
  for (const place of [at, last]) {
    const word = words[place];
    if (word && isNumber(word.text) && isPartOfMore(text, word)) return false;
  }
  return sign.length > 1 || !isNumber(sign[0] ?? '') || !countsSomething(text, words, at);
}

const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word);

/** "401.50", "1,401", "12:401", "2026-401", "SO-401", "#401", "$401" and "401 %" are prices, dates and numbers of something. */
function isPartOfMore(text: string, { start, end }: Word): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 8), start), text.slice(end, end + 2)];
  if (/[\p{N}][.,:/-]$|[\p{Sc}#№]\s?$/u.test(before) || /^[.,:/-][\p{N}]|^[-/]\p{L}|^\s?[\p{Sc}%‰]/u.test(after))
    return true;
  return /\p{L}[-/]$/u.test(before) && !/(?:http|error|status|code)[-/]$/.test(before);
}

/** What is numbered, and what is counted: "order 401", "item no. 401", "401 orders", "401 EUR". */
const NUMBERED = listed(
  'order orders invoice ticket sku product products item items line delivery shipment picking variant customer page row qty quantity',
);
const NUMBER_WORDS = listed('number no nr id ids');
const COUNTED = listed(
  'orders products items lines pieces units customers variants deliveries shipments pages rows times days hours minutes seconds ms kg g lb lbs oz cm mm inches',
);
const CURRENCIES = listed('usd eur gbp cad aud chf jpy');

function listed(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

function countsSomething(text: string, words: readonly Word[], at: number): boolean {
  const [first, second, number, after] = [words[at - 2], words[at - 1], words[at], words[at + 1]];
  if (!number) return false;
  if (after && isBeside(text, number, after, false) && (COUNTED.has(after.text) || CURRENCIES.has(after.text)))
    return true;
  if (!second) return false;
  if (!NUMBER_WORDS.has(second.text)) {
    return isBeside(text, second, number, false) && (NUMBERED.has(second.text) || CURRENCIES.has(second.text));
  }
  return (
    first !== undefined &&
    NUMBERED.has(first.text) &&
    isBeside(text, first, second, false) &&
    isBeside(text, second, number, true)
  );
}

function isBeside(text: string, one: Word, other: Word, mayAbbreviate: boolean): boolean {
  const between = text.slice(one.end, other.start);
  return between.length <= WIDEST_GAP && !(mayAbbreviate ? /[!?;\n]/ : /[.!?;\n]/).test(between);
}
