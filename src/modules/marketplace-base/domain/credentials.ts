import { DomainError } from '../../../shared-kernel/index.js';
import type { CredentialField } from '../contract/index.js';

export type Credentials = Readonly<Record<string, string>>;
/** What may be shown: values of open fields, and for secret ones only whether they are set. */
export type CredentialsView = Readonly<Record<string, string | null | { readonly set: boolean }>>;

const MAX_LENGTH = 2_000;

/** What a person filled in, trimmed and checked against the connector's fields. Messages never repeat a value: it may be a secret. */
export function checkCredentials(
  fields: readonly CredentialField[],
  given: Readonly<Record<string, unknown>>,
): Credentials {
  const names = new Set(fields.map((field) => field.name));
  const fieldErrors = Object.keys(given)
    .filter((name) => !names.has(name))
    .map((name) => ({
      field: `credentials.${name}`,
      code: 'unknown',
      message: `There is no such field; known: ${[...names].join(', ')}.`,
    }));
  const checked: Record<string, string> = {};
  for (const field of fields) {
    const value = given[field.name];
    const problem = faultOf(field, value);
    if (problem) fieldErrors.push({ field: `credentials.${field.name}`, ...problem });
    else if (typeof value === 'string' && value.trim() !== '') checked[field.name] = value.trim();
  }
  if (fieldErrors.length > 0) {
    throw new DomainError(
      'invalid',
      'marketplace.credentials-invalid',
      `Correct these fields: ${fieldErrors.map((error) => error.field).join(', ')}.`,
      {},
      { fieldErrors },
    );
  }
  return checked;
}

function faultOf(field: CredentialField, value: unknown): { code: string; message: string } | null {
  if (value === undefined || value === null || value === '') {
    return field.required ? { code: 'required', message: `Enter the ${field.label}.` } : null;
  }
  if (typeof value !== 'string') return { code: 'string', message: `The ${field.label} is a text.` };
  const text = value.trim();
  if (text === '' && field.required) return { code: 'required', message: `Enter the ${field.label}.` };
  if (text.length > MAX_LENGTH)
    return { code: 'max-length', message: `The ${field.label} has at most ${MAX_LENGTH} characters.` };
  if (field.pattern && text !== '' && !new RegExp(field.pattern).test(text)) {
    return { code: 'pattern', message: `This is not a ${field.label}: it must match ${field.pattern}.` };
  }
  return null;
}

export function credentialsView(fields: readonly CredentialField[], credentials: Credentials): CredentialsView {
  return Object.fromEntries(
    fields.map((field) => {
      const value = credentials[field.name];
      return [field.name, field.secret ? { set: value !== undefined } : (value ?? field.defaultValue ?? null)];
    }),
  );
}

/** Names of the open fields that differ: they say which store it is, and everything imported belongs to that store. */
export function changedAddress(
  fields: readonly CredentialField[],
  before: Credentials,
  after: Credentials,
): readonly string[] {
  return fields
    .filter((field) => !field.secret)
    .filter(
      ({ name, defaultValue }) => (before[name] ?? defaultValue ?? null) !== (after[name] ?? defaultValue ?? null),
    )
    .map((field) => field.name);
}

export function secretValues(fields: readonly CredentialField[], credentials: Credentials): string[] {
  return fields.filter((field) => field.secret).flatMap((field) => credentials[field.name] ?? []);
}

/** How people name the store or account in public, as it is looked up; null: this connector has no such field, or it is empty. */
export function identityOf(fields: readonly CredentialField[], credentials: Credentials): string | null {
  const field = fields.find((each) => each.identifies === true && !each.secret);
  const value = field === undefined ? undefined : credentials[field.name];
  return value === undefined ? null : identityKey(value) || null;
}

/** Stores and accounts are told apart by more than case and blanks. */
export function identityKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
