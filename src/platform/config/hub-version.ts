import { readFileSync } from 'node:fs';

let version: string | undefined;

/** Of this hub, as package.json says, e.g. "0.1.0". */
export function hubVersion(): string {
  version ??= (
    JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
  ).version;
  return version;
}
