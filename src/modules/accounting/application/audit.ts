import type { AuditEntry } from '../../../platform/http/index.js';

/** The audit entry of a change: the columns it names, as they were and as they are now. */
export function changeEntry(
  recordType: string,
  recordId: string,
  before: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
): AuditEntry {
  return {
    action: `${recordType}.changed`,
    recordType,
    recordId,
    before: Object.fromEntries(Object.keys(change).map((column) => [column, before[column]])),
    after: change,
  };
}

export function createEntry(
  recordType: string,
  after: Readonly<Record<string, unknown>> & { readonly id: string },
): AuditEntry {
  return { action: `${recordType}.created`, recordType, recordId: after.id, after };
}

/** The given fields under their column names; what is undefined stays as it is. */
export function columnsOf(
  fields: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, column]) => (fields[field] === undefined ? [] : [[column, fields[field]]])),
  );
}
