export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Objects are merged, everything else is replaced; null and wrong types go in as they are (that is the point of a patch). */
export function deepMerge(target: Json, patch: Json): void {
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue;
    const old = target[key];
    if (isObject(value) && isObject(old)) deepMerge(old, value);
    else target[key] = value;
  }
}
