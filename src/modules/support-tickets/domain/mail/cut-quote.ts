/** Longer lines are text; and no pattern has to run over them. */
const LONGEST_SEPARATOR = 300;

const ATTRIBUTION =
  /^(On\b.{4,}\bwrote|Am\b.{4,}\bschrieb\b.*|Le\b.{4,}\ba écrit|El\b.{4,}\bescribió|Il\b.{4,}\bha scritto|Op\b.{4,}\bschreef\b.*)\s*:$/;
const DIVIDER = /^-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original)\s*-{2,}$/i;
const LINE = /^_{10,}$/;
const HEADER_BLOCK = /^\*?(from|von|de|da)\*?:\*?\s/i;
const HEADER_NEXT = /^\*?(sent|date|gesendet|datum|envoyé|enviado|to|an|subject|betreff)\*?:/i;

/**
 * What a reply says itself, without the mail it quotes. In doubt nothing is cut: who answers between the quoted lines, or below them,
 * keeps all of them.
 */
export function cutQuote(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const at = quoteBegins(lines);
  const own = (at === null ? lines : lines.slice(0, at)).join('\n').trim();
  return own === '' ? text.trim() : own;
}

function quoteBegins(lines: readonly string[]): number | null {
  for (const [index, line] of lines.entries()) {
    const length = separatorAt(lines, index, line.trim());
    if (length > 0 && nothingNewIn(lines.slice(index + length))) return index;
  }
  return quotedTail(lines);
}

/** How many lines the separator has; 0: here is none. */
function separatorAt(lines: readonly string[], index: number, line: string): number {
  if (line === '' || line.length > LONGEST_SEPARATOR) return 0;
  if (DIVIDER.test(line) || ATTRIBUTION.test(line)) return 1;
  const next = (lines[index + 1] ?? '').trim();
  // Mail programs wrap the long ones, "On Tuesday … Ada <ada@example.com>" / "wrote:".
  if (next.length <= LONGEST_SEPARATOR && /:$/.test(next) && ATTRIBUTION.test(`${line} ${next}`)) return 2;
  if (LINE.test(line) && HEADER_BLOCK.test(next)) return 2;
  return HEADER_BLOCK.test(line) && HEADER_NEXT.test(next) ? 2 : 0;
}

/** Quoted with ">" and nothing after it, or quoted without any ">" (then where it ends cannot be seen, and programs put it last). */
function nothingNewIn(rest: readonly string[]): boolean {
  const lines = rest.map((line) => line.trim()).filter((line) => line !== '');
  const quoted = lines.filter((line) => line.startsWith('>'));
  return quoted.length === 0 || quoted.length === lines.length;
}

function quotedTail(lines: readonly string[]): number | null {
  let at = lines.length;
  while (at > 0 && /^\s*(>.*)?$/.test(lines[at - 1] ?? '')) at -= 1;
  return lines.slice(at).some((line) => line.trimStart().startsWith('>')) ? at : null;
}
