import type { Type } from '@nestjs/common';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

/** Fields as they came: a text, several of one name, or texts by key (`checklist[backup]`). */
export type FormFields = Readonly<Record<string, unknown>>;

interface Rule {
  readonly propertyName: string;
  readonly type: string;
  readonly name?: string;
  readonly each?: boolean;
}

type Kind = 'list' | 'object' | 'boolean';

/**
 * A form knows texts only, so they are read as what the body's class says the field is: for a list every text of that name (or
 * `name[]`) is an item, an object comes as `name[key]` or as one JSON text, a boolean is `true` or `false`. A field left empty counts as
 * left out, as browsers send every field of a form. What does not fit stays as it is, for the validation to refuse.
 */
export function formBody(fields: FormFields, body: Type | null): Record<string, unknown> {
  const kinds = body ? kindsOf(body) : new Map<string, Kind>();
  const read = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]): [string, unknown] => [name, valueOf(plain(value), kinds.get(name))]);
  return Object.fromEntries(read);
}

function valueOf(value: unknown, kind: Kind | undefined): unknown {
  switch (kind) {
    case 'list':
      return typeof value === 'string' ? [value] : value;
    case 'object':
      return typeof value === 'string' ? parsed(value) : value;
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : value;
    default:
      return value;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The reader of forms makes objects without a prototype, which the validation takes for something else. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

const known = new Map<Type, Map<string, Kind>>();

function kindsOf(body: Type): Map<string, Kind> {
  const found = known.get(body);
  if (found) return found;
  const kinds = new Map<string, Kind>();
  const rules = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false) as unknown as Rule[];
  for (const { propertyName, type, name, each } of rules) {
    if (each === true || name === 'isArray') kinds.set(propertyName, 'list');
    else if (kinds.get(propertyName) === 'list') continue;
    else if (name === 'isBoolean') kinds.set(propertyName, 'boolean');
    else if (name === 'isObject' || type === ValidationTypes.NESTED_VALIDATION) kinds.set(propertyName, 'object');
  }
  known.set(body, kinds);
  return kinds;
}
