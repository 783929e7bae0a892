const SECRET_WORDS = /^(secret|password|passphrase|token|apikey|authorization|credential|cookie)s?$/;
const SECRET_PAIRS = /(^| )(api|private|access|signing) keys?( |$)/;
export const LEFT_OUT = '[left out]';
const MAX_DEPTH = 16;

/**
 * The audit trail is kept for ever and read by many, so what is named like a secret never gets in. That it was set or changed is
 * worth knowing and stays visible: the field is there, its value is not.
 */
export function leaveOutSecrets(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return LEFT_OUT;
  if (Array.isArray(value)) return value.map((item) => leaveOutSecrets(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return leaveOutSecrets((toJSON as () => unknown).call(value), depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      item !== null && item !== undefined && typeof item !== 'boolean' && isSecretName(name)
        ? LEFT_OUT
        : leaveOutSecrets(item, depth + 1),
    ]),
  );
}

function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.some((word) => SECRET_WORDS.test(word)) || SECRET_PAIRS.test(words.join(' '));
}
