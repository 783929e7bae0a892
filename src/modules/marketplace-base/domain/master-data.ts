import type { MasterDataKind } from '../contract/index.js';

/** Name of its import in the operation history (B15) and in the log. */
export function masterDataOperation(kind: MasterDataKind): string {
  return `import-${kind}`;
}

export interface MasterDataPlan<R> {
  readonly created: readonly R[];
  readonly updated: readonly R[];
  /** Remote ids of active rows that the remote side no longer has (A2.3). */
  readonly vanished: readonly string[];
}

/** Rows are matched by remote id; what did not change is left alone, so that counts say what really happened. */
export function planMasterData<R extends { readonly remoteId: string; readonly active: boolean }>(
  standing: readonly R[],
  remote: readonly R[],
): MasterDataPlan<R> {
  const before = new Map(standing.map((row) => [row.remoteId, row]));
  const now = new Set(remote.map((row) => row.remoteId));
  const created: R[] = [];
  const updated: R[] = [];
  for (const row of new Map(remote.map((one) => [one.remoteId, one])).values()) {
    const old = before.get(row.remoteId);
    if (!old) created.push(row);
    else if ((Object.keys(row) as (keyof R)[]).some((name) => row[name] !== old[name])) updated.push(row);
  }
  return {
    created,
    updated,
    vanished: standing.filter((row) => row.active && !now.has(row.remoteId)).map((row) => row.remoteId),
  };
}
