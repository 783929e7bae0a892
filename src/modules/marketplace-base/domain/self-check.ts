import { SELF_CHECKS, type ProblemMeaning, type SelfCheckFinding } from '../contract/index.js';

/** Everything a self-check looks at. */
export interface CheckedInstance {
  /** What people call the connector. */
  readonly label: string;
  readonly isConfirmed: boolean;
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  /** Whether the remote side said which store this is. */
  readonly isAnswered: boolean;
  /** When the connection worked last, before this check. */
  readonly workedAt: Date | null;
  readonly actions: readonly { readonly action: string; readonly active: boolean; readonly lastRunAt: string | null }[];
  readonly setup: {
    readonly locations: number;
    readonly locationsWithoutWarehouse: number;
    readonly workflows: number;
    /** Gateways and payment statuses that orders came with and no workflow is for. */
    readonly missingWorkflows: readonly { readonly gateway: string; readonly paymentStatus: string }[];
  };
  /** What only this vendor has to check; null: its connector checks nothing more. */
  readonly more: readonly SelfCheckFinding[] | null;
}

/**
 * What was found, one finding or more for each thing to look at (D23). Only what is certain is called failed: that counts against
 * the merchant (D8), where being unable to tell counts against nobody.
 */
export function selfCheckFindings(
  instance: CheckedInstance,
  meaning: (code: string) => ProblemMeaning,
): SelfCheckFinding[] {
  const problems = instance.problems.map((problem) => ({ ...problem, ...meaning(problem.code) }));
  return [
    ...credentials(instance, problems),
    ...scopes(problems),
    ...jobs(instance),
    ...offered(instance, 'balance', 'carrier balances'),
    ...offered(instance, 'required-fields', 'required fields of carriers'),
    ...settings(instance, problems),
  ];
}

/** An instance that could not even be looked at. */
export function nothingKnown(reason: string, code: string | null): SelfCheckFinding[] {
  return SELF_CHECKS.map((key) => ({ key, result: 'unknown', detail: reason, code, remedy: null }));
}

type Problem = CheckedInstance['problems'][number] & ProblemMeaning;

/** Whoever is told that a scope is missing was let in. */
function credentials(
  { label, isAnswered, workedAt }: CheckedInstance,
  problems: readonly Problem[],
): SelfCheckFinding[] {
  const failed = problems.filter(({ key, result }) => key === 'credentials' && result === 'failed');
  if (failed.length > 0) return failed.map((problem) => told(problem, 'failed', since(workedAt)));
  const letIn = isAnswered || problems.some(({ key, result }) => key !== 'credentials' && result === 'failed');
  const doubt = problems.find(({ result }) => result === 'unknown');
  if (letIn || !doubt) return [passed('credentials', `${label} accepts what was entered to connect.`)];
  return [told({ ...doubt, key: 'credentials' }, 'unknown')];
}

function scopes(problems: readonly Problem[]): SelfCheckFinding[] {
  const missing = problems.filter(({ key, result }) => key === 'scopes' && result === 'failed');
  if (missing.length > 0) return missing.map((problem) => told(problem, 'failed'));
  const [doubt] = problems.filter(({ key }) => key !== 'settings');
  if (doubt) return [told({ ...doubt, key: 'scopes' }, 'unknown')];
  return [passed('scopes', 'All that was tried with these credentials is allowed.')];
}

/** D23: active, and ran at least once. They begin switched off (Z1). */
function jobs({ actions, isConfirmed }: CheckedInstance): SelfCheckFinding[] {
  if (actions.length === 0) {
    const detail = isConfirmed ? 'There are no automatic jobs for it.' : 'It has none before it is confirmed.';
    return [{ key: 'jobs', result: 'unknown', detail, code: null, remedy: null }];
  }
  const failed = actions.flatMap(({ action, active, lastRunAt }): SelfCheckFinding[] => {
    if (active && lastRunAt !== null) return [];
    const finding = { key: 'jobs', result: 'failed' } as const;
    if (!active) {
      const remedy = `Switch ${action} on under the scheduled actions of the instance.`;
      return [
        { ...finding, detail: `The automatic job ${action} is switched off.`, code: 'marketplace.job-off', remedy },
      ];
    }
    const remedy = `Run ${action} once by hand under the scheduled actions of the instance, and look at what it says.`;
    const detail = `The automatic job ${action} is switched on and never ran.`;
    return [{ ...finding, detail, code: 'marketplace.job-never-ran', remedy }];
  });
  if (failed.length > 0) return failed;
  return [passed('jobs', `Active and ran: ${actions.map(({ action }) => action).join(', ')}.`)];
}

function offered(
  { label, more }: CheckedInstance,
  key: 'balance' | 'required-fields',
  what: string,
): SelfCheckFinding[] {
  const own = (more ?? []).filter((finding) => finding.key === key);
  if (own.length > 0) return own;
  return [{ key, result: 'unknown', detail: `The ${label} connector checks no ${what}.`, code: null, remedy: null }];
}

/** Oddities are told and not held against anybody: whether they are wrong only the merchant knows. */
function settings({ isConfirmed, setup }: CheckedInstance, problems: readonly Problem[]): SelfCheckFinding[] {
  const failed = problems.filter(({ key, result }) => key === 'settings' && result === 'failed');
  if (failed.length > 0) return failed.map((problem) => told(problem, 'failed'));
  const odd = (detail: string, code: string, remedy: string): SelfCheckFinding[] => [
    { key: 'settings', result: 'unknown', detail, code, remedy },
  ];
  if (!isConfirmed) {
    return odd('The instance is a draft: nothing runs for it.', 'marketplace.instance-draft', 'Confirm the instance.');
  }
  if (setup.locations === 0) {
    return odd('It has no active location.', 'marketplace.no-location', 'Import the locations again.');
  }
  if (setup.locationsWithoutWarehouse > 0) {
    const detail = `${setup.locationsWithoutWarehouse} of its ${setup.locations} active locations have no warehouse.`;
    return odd(detail, 'marketplace.location-without-warehouse', 'Choose a warehouse for each active location.');
  }
  if (setup.workflows === 0) {
    const detail = 'It has no financial workflow, so imported orders stay quotations.';
    return odd(detail, 'marketplace.no-workflow', 'Add a row to the financial workflows of the instance.');
  }
  const [missing, ...more] = setup.missingWorkflows;
  if (missing) {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    // An order may come without one.
    const status = missing.paymentStatus === '' ? '' : ` (${missing.paymentStatus})`;
    const detail = `Orders stay quotations: there is no financial workflow for ${missing.gateway}${status}${others}.`;
    const remedy =
      'Add the rows that GET /api/v1/instances/{id}/financial-workflows/missing names, then import the orders again.';
    return odd(detail, 'orders.workflow-missing', remedy);
  }
  return [passed('settings', 'It is confirmed, its locations have warehouses, and it has financial workflows.')];
}

function passed(key: SelfCheckFinding['key'], detail: string): SelfCheckFinding {
  return { key, result: 'passed', detail, code: null, remedy: null };
}

/** A connector's sentence says first what is wrong, then what to do. */
function told(
  { key, code, message }: Problem | (Omit<Problem, 'key'> & { key: SelfCheckFinding['key'] }),
  result: 'failed' | 'unknown',
  more = '',
): SelfCheckFinding {
  const end = /[.!?](?=\s)/.exec(message);
  const first = end ? message.slice(0, end.index + 1) : message;
  const rest = end ? message.slice(end.index + 1).trim() : '';
  return { key, result, detail: `${first}${more}`, code, remedy: rest === '' ? null : rest };
}

function since(workedAt: Date | null): string {
  if (!workedAt) return '';
  const day = `${workedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return ` The connection still worked on ${day}; since then it is no longer accepted.`;
}
