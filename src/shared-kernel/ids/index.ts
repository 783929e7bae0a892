import { v7, validate } from 'uuid';

/** A UUIDv7: sorts by the time it was made, and within one process strictly after every id made before it. */
export function newId(): string {
  return v7();
}

/** True for any UUID in its canonical text form, so that a URL part can be refused before it reaches the database. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}
