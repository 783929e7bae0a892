/** A file of a form, in a scratch folder that lasts as long as the request. */
export interface ReceivedFile {
  /** As the sender called it: anything at all. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}
