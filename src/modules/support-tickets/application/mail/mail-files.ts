import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FORM_LIMITS, type ScratchFolder } from '../../../../platform/http/index.js';
import { contentTypeOf } from '../../infrastructure/content-type.js';
import type { MailFile } from '../../infrastructure/parse-mail.js';
import type { IncomingFile } from '../take-files.js';

const MOST_FILES = FORM_LIMITS.files;

/**
 * The files of a mail, on disk while `work` runs. Those of a kind that is not taken are left out and named: a form is refused and sent
 * again without them, but a mail counts for more than its files.
 */
export async function withMailFiles<T>(
  scratch: ScratchFolder,
  files: readonly MailFile[],
  work: (taken: readonly IncomingFile[], leftOut: readonly string[]) => Promise<T>,
): Promise<T> {
  if (files.length === 0) return work([], []);
  const folder = await scratch.make();
  try {
    const taken: IncomingFile[] = [];
    const leftOut = files.slice(MOST_FILES).map(({ name }) => name);
    for (const [index, { name, content }] of files.slice(0, MOST_FILES).entries()) {
      const path = join(folder, String(index));
      await writeFile(path, content, { mode: 0o600 });
      if (content.length > 0 && (await contentTypeOf(path)) !== null) {
        taken.push({ name, path, sizeBytes: content.length });
      } else leftOut.push(name);
    }
    return await work(taken, leftOut);
  } finally {
    await scratch.remove(folder);
  }
}
