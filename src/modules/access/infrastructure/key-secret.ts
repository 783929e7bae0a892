import { randomInt } from 'node:crypto';
import { makeKey, type KeyParts } from '../domain/api-key.js';

export function newKey(): KeyParts {
  return makeKey((below) => randomInt(below));
}
