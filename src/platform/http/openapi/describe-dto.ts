import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

const DESCRIBED = new WeakSet<object>();
const SWAGGER_PROPERTY = 'swagger/apiModelProperties';

interface Rule {
  readonly propertyName: string;
  readonly type: string;
  readonly name?: string;
  readonly constraints?: readonly unknown[];
  readonly each?: boolean;
}

type Schema = Record<string, unknown>;

/** Rule of class-validator → what it says about a value in JSON schema. */
const FACETS: Readonly<Record<string, (first: unknown, second: unknown) => Schema>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isInstant: () => ({ type: 'string', format: 'date-time' }),
  isDay: () => ({ type: 'string', format: 'date' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  isDateString: () => ({ type: 'string', format: 'date-time' }),
  isIn: (values) => ({ enum: values }),
  isEnum: (_entity, values) => ({ enum: values }),
  min: (limit) => ({ minimum: limit }),
  max: (limit) => ({ maximum: limit }),
  minLength: (limit) => ({ minLength: limit }),
  maxLength: (limit) => ({ maxLength: limit }),
  isLength: (least, most) => ({ minLength: least, maxLength: most }),
  matches: (pattern) => (pattern instanceof RegExp ? { type: 'string', pattern: pattern.source } : {}),
};

const LIST_FACETS: Readonly<Record<string, (first: unknown) => Schema>> = {
  arrayMinSize: (limit) => ({ minItems: limit }),
  arrayMaxSize: (limit) => ({ maxItems: limit }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/** Tells Swagger what the validation rules already say, so that a field is described once. What carries @ApiProperty stays as it is. */
export function describeDto(dto: Type): void {
  if (DESCRIBED.has(dto)) return;
  DESCRIBED.add(dto);
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false) as unknown as Rule[];
  for (const [property, own] of groups(rules)) {
    if (Reflect.hasMetadata(SWAGGER_PROPERTY, dto.prototype as object, property)) continue;
    ApiProperty(optionsFor(dto, property, own))(dto.prototype as object, property);
  }
}

function groups(rules: readonly Rule[]): Map<string, Rule[]> {
  const grouped = new Map<string, Rule[]>();
  for (const rule of rules) grouped.set(rule.propertyName, [...(grouped.get(rule.propertyName) ?? []), rule]);
  return grouped;
}

function optionsFor(dto: Type, property: string, rules: readonly Rule[]): ApiPropertyOptions {
  const names = rules.map((rule) => rule.name ?? '');
  const isList = names.includes('isArray') || rules.some((rule) => rule.each);
  const required = !rules.some((rule) => rule.type === ValidationTypes.CONDITIONAL_VALIDATION);
  const nested = rules.some((rule) => rule.type === ValidationTypes.NESTED_VALIDATION)
    ? nestedType(dto, property, isList)
    : null;
  if (nested) describeDto(nested);
  const item: Schema = nested ? { type: nested } : {};
  const list: Schema = {};
  for (const { name = '', constraints = [] } of rules) {
    Object.assign(item, FACETS[name]?.(constraints[0], constraints[1]));
    Object.assign(list, LIST_FACETS[name]?.(constraints[0]));
  }
  if (item.type === undefined) item.type = item.enum ? 'string' : Object;
  return { ...item, ...list, isArray: isList, required } as ApiPropertyOptions;
}

/** class-transformer knows the class of a nested field but does not say; so it is asked to make one. */
function nestedType(dto: Type, property: string, isList: boolean): Type | null {
  const made = plainToInstance(dto, { [property]: isList ? [{}] : {} }) as Record<string, unknown>;
  const value = isList ? (made[property] as unknown[] | undefined)?.[0] : made[property];
  if (typeof value !== 'object' || value === null) return null;
  const type = value.constructor as Type;
  return (type as unknown) === Object ? null : type;
}
