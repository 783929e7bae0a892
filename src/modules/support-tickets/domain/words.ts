/** Of one text that somebody wrote, this much is looked at: enough for any report, and a bound for hostile ones. Characters. */
const LOOKED_AT = 20_000;

export interface Word {
  /** Lower case. */
  readonly text: string;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** The text as words are looked for in it; compatible forms ("４０１", "ﬁ") become plain ones. */
export function readable(text: string): string {
  // Some single characters unfold to eighteen, so the bound holds before and after.
  return text.slice(0, LOOKED_AT).normalize('NFKC').slice(0, LOOKED_AT).toLowerCase();
}

/** Runs of letters and digits, in order. @param text as `readable` gives it */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = 0; at <= text.length;) {
    const unit = text.charCodeAt(at);
    const size = unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
    if (at < text.length && (unit < 128 ? isPlain(unit) : isWordPart(text.slice(at, at + size)))) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      words.push({ text: text.slice(start, at), start, end: at });
      start = -1;
    }
    at += size;
  }
  return words;
}

/** Letters and digits of ASCII without a look into Unicode's tables: most of every log. */
function isPlain(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
}

function isWordPart(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}]/u.test(character);
}
