import type { ConnectionReport, RemoteStore } from './connector.js';

/** What the hub knows of an instance, for people who look for the cause of a problem. Instants are ISO 8601; free of secrets. */
export interface InstanceFacts {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly state: 'draft' | 'confirmed';
  readonly confirmedAt: string | null;
  readonly versions: {
    /** Of this hub, the connector with it. */
    readonly hub: string;
    /** What the store said of itself at the last good test; null: there was none. */
    readonly platform: RemoteStore | null;
  };
  /** As the last Test Connection found it. */
  readonly connection: {
    readonly status: 'unknown' | 'ok' | 'failed';
    readonly checkedAt: string | null;
    readonly problems: ConnectionReport['problems'];
  };
  readonly schedule: readonly ScheduleFacts[];
  readonly failures: FailureFacts;
}

export interface ScheduleFacts {
  readonly action: string;
  readonly active: boolean;
  readonly intervalMinutes: number;
  readonly nextRunAt: string | null;
  readonly lastRunAt: string | null;
  readonly lastMessage: string | null;
}

export interface FailureFacts {
  /** From when on failures are counted: 7 days back. */
  readonly since: string;
  /** Failed lines by cause, the most frequent first, with the latest of each. */
  readonly lines: readonly {
    readonly errorCode: string;
    readonly count: number;
    readonly message: string | null;
    readonly vendorMessage: string | null;
    readonly endpoint: string | null;
    readonly remoteId: string;
    readonly lineId: string;
    readonly jobId: string;
    readonly failedAt: string;
  }[];
  /** Errors of the log by code, the most frequent first, with the latest of each. */
  readonly errors: readonly {
    readonly code: string;
    readonly count: number;
    readonly message: string;
    readonly remoteId: string | null;
    readonly logEntryId: string;
    readonly at: string;
  }[];
}

/** What the log says about one remote record. */
export interface RecordLogFacts {
  readonly id: string;
  readonly instanceId: string;
  readonly remoteId: string;
  readonly level: 'success' | 'error';
  readonly code: string;
  readonly message: string;
  readonly at: string;
}
