import type { AuditEntry } from '../../../platform/http/index.js';

/** The audit entry of a change: the fields it names, as they were and as they are now. */
export function changeEntry<R extends { id: string }>(
  recordType: string,
  before: R,
  change: NoInfer<Partial<R>>,
): AuditEntry {
  const fields = Object.keys(change) as (keyof R & string)[];
  return {
    action: `${recordType}.changed`,
    recordType,
    recordId: before.id,
    before: Object.fromEntries(fields.map((field) => [field, before[field]])),
    after: { ...change },
  };
}
