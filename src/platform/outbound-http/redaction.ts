const SENSITIVE = /auth|token|secret|password|passwd|cookie|api[-_]?key|access[-_]?key|signature|credential/i;
const REMOVED = '[redacted]';
/** Shorter values stand in many harmless places. */
const MIN_SECRET_CHARACTERS = 6;

export function isSensitiveName(name: string): boolean {
  return SENSITIVE.test(name);
}

export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), isSensitiveName(name) ? REMOVED : value]),
  );
}

/** The query of a URL with the values of telling parameters taken out; no user info, no fragment. */
export function redactUrl(url: URL): string {
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${isSensitiveName(name) ? REMOVED : encodeURIComponent(value)}`,
  );
  return `${url.origin}${url.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** What must not come back out of an answer or an error text: the credentials that went in with the request. */
export function secretsOf(headers: Readonly<Record<string, string>>, url: URL): string[] {
  const values: string[] = [];
  for (const [name, value] of Object.entries(headers)) if (isSensitiveName(name)) values.push(value, ...partsOf(value));
  for (const [name, value] of url.searchParams) if (isSensitiveName(name)) values.push(value);
  if (url.password) values.push(decodeURIComponent(url.password));
  // The longest first, or a part would be taken out of the whole and leave the rest standing.
  return [...new Set(values)]
    .filter((value) => value.length >= MIN_SECRET_CHARACTERS)
    .sort((a, b) => b.length - a.length);
}

function partsOf(header: string): string[] {
  const [scheme, credentials] = header.split(' ', 2);
  if (!credentials) return [];
  if (scheme?.toLowerCase() !== 'basic') return [credentials];
  return [credentials, ...Buffer.from(credentials, 'base64').toString('utf8').split(':')];
}

export function scrub(text: string, secrets: readonly string[]): string {
  return secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, REMOVED), text);
}
