import type { Told } from './match-causes.js';
import { readable, wordsOf } from './words.js';

/** How many terms of a report are looked for. */
const MOST_TERMS = 8;
/** Resolutions that the terms of one search may have in common with it, by what is known of their frequency: what bounds its cost. */
const MOST_CANDIDATES = 1_500;
const SHORTEST = 3;
const LONGEST = 40;
/** Different terms that are kept of one text. */
const MOST_OF_TEXT = 250;

/** A name as programs write it: `bigcommerce.token-refused`, `CERT_HAS_EXPIRED`. */
const CODE = /(?<![\p{L}\p{N}._-])[a-z]{2,30}(?:[._-][a-z]{2,40}){1,6}(?![\p{L}\p{N}_-])/gu;
/** With a dot in them as well, but the names of machines and files. */
const HOST_OR_FILE =
  /\.(?:com|net|org|io|dev|app|co|uk|de|fr|es|it|nl|eu|us|shop|store|local|html?|php|js|ts|json|xml|csv|log|txt|png|jpe?g|gif|pdf)$/;

/** Said in any report, whatever it is about. German, French and Spanish besides, as far as their small words go. */
const STOP_WORDS = new Set(
  (
    'about above after again against all also although always and another any anything are aren around because been before being below between both but can cannot ' +
    'could couldn did didn does doesn doing don done down during each either else even ever every everything few for from further get gets getting give go goes going got had hadn ' +
    'has hasn have haven having hello help her here hers him his how however into isn its itself just know let like made make makes many may maybe me might more most much must my ' +
    'need needs never new nor not nothing now off often once one only onto other our ours out over own please same say says see seems seen shall she should shouldn show shows since ' +
    'some something still such sure take than thank thanks that the their them then there these they thing this those through today too try trying two under until upon use used ' +
    'using very via want was wasn way were weren what when where whether which while who whole why will with within without won would wouldn yes yesterday yet you your yours dear ' +
    'hi regards best kind issue issues problem problems error errors work works working happen happens happened step steps expected result results ticket support ' +
    'und oder nicht der die das den dem des ein eine einen einem einer ist sind war wird wir ihr sie mit von für auf aus bei nach bitte auch noch aber wenn kann haben hat ' +
    'les des une est pas que qui pour dans sur avec nous vous mais plus sont los las una por para con del como pero esta este'
  ).split(' '),
);

/**
 * What a text is about, as terms: its words without the small ones, numbers and words of fewer than three letters, shortened to what
 * most of their forms share ("imported", "importing", "imports"), and the error codes in it as they are. Both sides of a search are
 * made by this one function, so they meet; PostgreSQL's own parser takes `bigcommerce.token-refused` for the name of a host, and its
 * stems could not be told apart by how often they occur before they are looked for.
 * @returns each once, in the order of the text
 */
export function termsOf(text: string): string[] {
  const read = readable(text);
  const terms = new Set<string>();
  for (const [code] of read.matchAll(CODE)) {
    if (terms.size < MOST_OF_TEXT && isCode(code)) terms.add(code);
  }
  for (const word of new Set(wordsOf(read).map(({ text: word }) => word))) {
    if (terms.size >= MOST_OF_TEXT) break;
    if (word.length < SHORTEST || word.length > LONGEST || STOP_WORDS.has(word)) continue;
    if (!/^[a-z]+$/.test(word) && /\p{N}/u.test(word)) continue;
    terms.add(stemOf(word));
  }
  return [...terms];
}

/** "token-refused" may be a pair of words; with a dot or an underscore in it, it is a name that some program gave. */
function isCode(term: string): boolean {
  return /[._]/.test(term) && !HOST_OR_FILE.test(term);
}

/** English endings, as far as they never make two words of one meaning differ more than before. Others' words are left alone. */
function stemOf(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  let stem = word.replace(/(?:ies|y)$/, 'i');
  if (stem === word) stem = word.replace(/(?<=ss|sh|ch|x|z)es$|(?<![sui])s$/, '');
  if (stem.length > 5) stem = stem.replace(/(?:ing|ed)$/, '');
  if (stem.length > 3) stem = stem.replace(/e$/, '').replace(/([bdfgmnprt])\1$/, '$1');
  return stem.length >= SHORTEST ? stem : word;
}

/**
 * The terms by which others' resolved tickets are looked for: codes first, then the rarest, of equally rare ones the longest; as many as
 * keep the search cheap, eight at most.
 * @param frequencies of terms that are often found: in how many resolutions each is; what is missing there is rare
 */
export function distinctiveTerms(told: Told, frequencies: ReadonlyMap<string, number>): string[] {
  const texts = [told.subject, told.description, told.logs, told.stepsToReproduce, told.expectedResult];
  const terms = [...new Set(texts.flatMap((text) => (text ? termsOf(text) : [])))].map((term) => ({
    term,
    frequency: frequencies.get(term) ?? 0,
  }));
  terms.sort(
    (one, other) =>
      Number(isCode(other.term)) - Number(isCode(one.term)) ||
      one.frequency - other.frequency ||
      other.term.length - one.term.length ||
      (one.term < other.term ? -1 : 1),
  );
  const chosen: string[] = [];
  let candidates = 0;
  for (const { term, frequency } of terms) {
    if (chosen.length === MOST_TERMS) break;
    if (candidates + frequency > MOST_CANDIDATES) continue;
    candidates += frequency;
    chosen.push(term);
  }
  return chosen;
}

/**
 * What has to be in a resolution for it to be like the report, as a tsquery: two of the terms, or one error code. A single word in
 * common is chance.
 * @returns null: the report says too little
 */
export function likenessQuery(terms: readonly string[]): string | null {
  const alternatives = terms.filter(isCode).map(lexeme);
  const plain = terms.filter((term) => !isCode(term)).map(lexeme);
  // Not as pairs: where the first is missing, the rest of its group is not even looked at.
  for (const [index, one] of plain.entries()) {
    const others = plain.slice(index + 1);
    if (others.length > 0) alternatives.push(`${one} & (${others.join(' | ')})`);
  }
  return alternatives.length === 0 ? null : alternatives.join(' | ');
}

/** Any of the terms: what a found resolution is ranked by. */
export function anyTermQuery(terms: readonly string[]): string {
  return terms.map(lexeme).join(' | ');
}

/**
 * The terms of a resolution with their places and weights, as the text of a tsvector: its title counts most (A), then cause and fix (B),
 * then what the reporter had written (C, D).
 */
export function searchVector(parts: {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly subject: string;
  readonly description: string;
}): string {
  const weighted = [
    ['A', parts.title],
    ['B', `${parts.cause}\n${parts.fix}`],
    ['C', parts.subject],
    ['D', parts.description],
  ] as const;
  let place = 0;
  const places = new Map<string, string[]>();
  for (const [weight, text] of weighted) {
    for (const term of termsOf(text)) places.set(term, [...(places.get(term) ?? []), `${++place}${weight}`]);
  }
  return [...places].map(([term, at]) => `${lexeme(term)}:${at.join(',')}`).join(' ');
}

/** Terms hold letters, digits, marks, dots, hyphens and underscores only, so quotes are all it takes. */
function lexeme(term: string): string {
  return `'${term}'`;
}
