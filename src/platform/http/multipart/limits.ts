const MB = 1024 * 1024;

/** What one form may bring. */
export const FORM_LIMITS = {
  files: 8,
  /** Of one file, and of all files of a form. */
  fileBytes: 20 * MB,
  totalBytes: 40 * MB,
  /** Everything that is not a file's content, as much as a JSON body may have. */
  otherBytes: MB,
  fields: 300,
  fieldNameBytes: 200,
  /** Forms that this process receives at once, of everybody and of one caller: an address, or a key. */
  atOnce: 8,
  atOnceOfOne: 4,
  /** As many more for callers with a key, so that strangers cannot keep them out. */
  atOnceWithKey: 4,
} as const;

/** The field that files come in. */
export const FILES_FIELD = 'attachments';
