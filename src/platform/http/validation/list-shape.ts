import type { ValidationError } from '@nestjs/common';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

interface Rule {
  readonly propertyName: string;
  readonly type: string;
  readonly name?: string;
  readonly each?: boolean;
}

interface Shape {
  readonly property: string;
  readonly isList: boolean;
  readonly isNested: boolean;
}

const shapes = new Map<unknown, readonly Shape[]>();

/**
 * class-validator lets a single value pass where a list was meant (`{ each: true }`), and a list where one nested object was meant.
 * A handler that then calls `.map` or reads a field would fail with 500, so both are refused here.
 */
export function shapeErrors(value: object): ValidationError[] {
  return shapesOf(value.constructor).flatMap(({ property, isList, isNested }) => {
    const field = (value as Record<string, unknown>)[property];
    if (field === undefined || field === null) return [];
    if (Array.isArray(field) !== isList) {
      if (!isList && !isNested) return [];
      return [
        wrong(property, isList ? 'isArray' : 'isObject', isList ? 'Send a list.' : 'Send one object, not a list.'),
      ];
    }
    if (!isNested) return [];
    if (!isList) return children(property, shapeErrors(field as object));
    const items = (field as unknown[]).flatMap((item, index) => {
      if (typeof item !== 'object' || item === null) return [];
      if (Array.isArray(item)) return [wrong(String(index), 'isObject', 'Send an object, not a list.')];
      return children(String(index), shapeErrors(item));
    });
    return children(property, items);
  });
}

function shapesOf(type: unknown): readonly Shape[] {
  const known = shapes.get(type);
  if (known) return known;
  const rules = (typeof type === 'function'
    ? getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)
    : []) as unknown as Rule[];
  const found = [...new Set(rules.map((rule) => rule.propertyName))].flatMap((property): Shape[] => {
    const own = rules.filter((rule) => rule.propertyName === property);
    const isList = own.some((rule) => rule.each === true || rule.name === 'isArray');
    const isNested = own.some((rule) => rule.type === ValidationTypes.NESTED_VALIDATION);
    return isList || isNested ? [{ property, isList, isNested }] : [];
  });
  shapes.set(type, found);
  return found;
}

function wrong(property: string, rule: string, message: string): ValidationError {
  return { property, constraints: { [rule]: message }, children: [] };
}

function children(property: string, errors: ValidationError[]): ValidationError[] {
  return errors.length > 0 ? [{ property, children: errors }] : [];
}
