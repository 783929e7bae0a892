import type { ValidationError } from '@nestjs/common';
import type { CodedFieldError } from '../problem/invalid-request.js';

const MAX_ERRORS = 100;

/** class-validator's tree → a flat list with paths like `lines.2.quantity`. */
export function toFieldErrors(errors: readonly ValidationError[]): CodedFieldError[] {
  const found: CodedFieldError[] = [];
  const pending = errors.map((error) => ({ error, path: error.property })).reverse();
  for (let item = pending.pop(); item && found.length < MAX_ERRORS; item = pending.pop()) {
    const { error, path } = item;
    found.push(...errorsOf(error, path));
    for (const child of [...(error.children ?? [])].reverse()) {
      pending.push({ error: child, path: `${path}.${child.property}` });
    }
  }
  return found.length > 0 ? found : [{ field: '', code: 'object', message: 'Send a JSON object.' }];
}

function errorsOf(error: ValidationError, path: string): CodedFieldError[] {
  // Decorators apply from the bottom up; people read from the top down.
  const broken = Object.entries(error.constraints ?? {}).reverse();
  // What is not there breaks every rule of its field; one sentence is enough.
  if (error.value === undefined && 'value' in error && broken.length > 0) {
    return [{ field: path, code: 'required', message: 'This field is needed.' }];
  }
  return broken.map(([rule, message]) => ({ field: path, code: codeOf(rule), message: sentence(rule, message, path) }));
}

function codeOf(rule: string): string {
  if (rule === 'whitelistValidation') return 'unknown';
  if (rule === 'isDefined' || rule === 'isNotEmpty') return 'required';
  return rule
    .replace(/^is(?=[A-Z])/, '')
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
}

function sentence(rule: string, message: string, path: string): string {
  if (rule === 'whitelistValidation') return `There is no field "${path}" here.`;
  return message.endsWith('.') ? message : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
