import type { OpenAPIObject } from '@nestjs/swagger';

/** What people, broken programs and attackers put into any field. */
export const NONSENSE: readonly unknown[] = [
  null,
  '',
  ' ',
  'x',
  'x'.repeat(20_000),
  'a\u0000b',
  '🚢',
  "'; DROP TABLE x; --",
  '1e400',
  '99999999999999999999999999',
  '-1',
  '0.00001',
  'NaN',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '00000000-0000-7000-8000-00000000000a',
  0,
  -1,
  0.5,
  2_147_483_648,
  9_007_199_254_740_993,
  1e308,
  true,
  [],
  [null],
  ['x'],
  [[]],
  [{}],
  {},
  { x: 1 },
  { amount: 'x', currency: 'USD' },
  { amount: '99999999999999999999.0000', currency: 'USD' },
];

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
  readonly minLength?: number;
}

/** A body of which every field looks right, so that one field at a time can be wrong. */
export function sampleOf(document: OpenAPIObject, schema: Schema, depth = 0): unknown {
  const own = schema.$ref ? named(document, schema.$ref) : (schema.allOf?.[0] ?? schema);
  if (own.$ref) return sampleOf(document, own, depth);
  if (own.enum) return own.enum[0];
  if (own.type === 'array') return depth > 4 || !own.items ? [] : [sampleOf(document, own.items, depth + 1)];
  if (own.properties) {
    return Object.fromEntries(
      Object.entries(own.properties).map(([name, property]) => [name, sampleOf(document, property, depth + 1)]),
    );
  }
  if (own.type === 'boolean') return true;
  if (own.type === 'integer' || own.type === 'number') return Math.max(1, own.minimum ?? 1);
  if (own.type === 'object' || own.type === undefined) return {};
  if (own.format === 'uuid') return '00000000-0000-7000-8000-00000000000a';
  if (own.format === 'date-time') return '2030-01-01T00:00:00Z';
  if (own.format === 'date') return '2030-01-01';
  if (own.format === 'email') return 'ada@example.com';
  if (own.format === 'uri') return 'https://store.example.com';
  if (own.pattern?.includes('A-Z')) return 'USD';
  if (own.pattern) return '1.00';
  return 'a'.repeat(Math.max(3, own.minLength ?? 0));
}

function named(document: OpenAPIObject, reference: string): Schema {
  return (document.components?.schemas?.[reference.split('/').at(-1) ?? ''] ?? {}) as Schema;
}

/** The sample with each field in turn, at any depth, replaced by each piece of nonsense. */
export function* spoil(sample: unknown): Generator<{ readonly at: string; readonly body: unknown }> {
  yield* spoilAt(sample, '', (value) => value);
}

function* spoilAt(
  value: unknown,
  path: string,
  put: (value: unknown) => unknown,
): Generator<{ readonly at: string; readonly body: unknown }> {
  for (const nonsense of NONSENSE)
    yield { at: `${path || 'body'} = ${JSON.stringify(nonsense).slice(0, 40)}`, body: put(nonsense) };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    const replace = (inner: unknown): unknown => {
      const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      (copy as Record<string, unknown>)[name] = inner;
      return put(copy);
    };
    yield* spoilAt(child, path === '' ? name : `${path}.${name}`, replace);
  }
}
