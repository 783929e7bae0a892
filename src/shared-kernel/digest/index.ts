import { hash } from 'node:crypto';

/** SHA-256 of a text, as 64 hexadecimal digits: for keys under which equal texts meet, never for secrets. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
