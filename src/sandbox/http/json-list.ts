/** Grows to the largest page ever asked for, and is then used again and again. */
let scratch = Buffer.allocUnsafe(4 * 1024 * 1024);

/**
 * "[a,b,c]" as bytes. Each text is encoded by itself: joining them first would turn a whole page into two-byte characters as soon as one
 * name in it is not Latin, which halves the speed.
 */
export function jsonList(texts: Iterable<string>): Buffer {
  let end = scratch.write('[', 0, 'latin1');
  for (const text of texts) {
    // A character takes at most three bytes.
    const needed = end + text.length * 3 + 2;
    if (needed > scratch.length) scratch = Buffer.concat([scratch.subarray(0, end)], needed * 2);
    if (end > 1) end += scratch.write(',', end, 'latin1');
    end += scratch.write(text, end, 'utf8');
  }
  end += scratch.write(']', end, 'latin1');
  return Buffer.from(scratch.subarray(0, end));
}
