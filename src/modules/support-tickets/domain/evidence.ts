import type { InstanceFacts } from '../../marketplace-base/contract/index.js';
import { isBlank } from './classify.js';
import type { LinkKind } from './ticket-link.js';
import type { Report, SelfCheckResult } from './report.js';

/** What the hub found out about a report by itself. For staff; free of secrets. */
export interface Evidence {
  /** The stores or accounts that the report names; none: nobody here knows them. */
  readonly instances: readonly InstanceFacts[];
  readonly records: readonly EvidenceRecord[];
  readonly selfChecks: readonly EvidenceCheck[];
}

/** A record within these instances that the report mentions. */
export interface EvidenceRecord {
  readonly kind: Extract<LinkKind, 'sale-order' | 'delivery' | 'log-entry'>;
  readonly id: string;
  /** What people call it, e.g. an order's number. */
  readonly label: string;
  readonly instanceId: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Oldest first; instants are ISO 8601. */
  readonly timeline: readonly { readonly at: string; readonly code: string; readonly message: string }[];
}

/** @property instanceId null: no instance was found to check */
export type EvidenceCheck = SelfCheckResult & { readonly instanceId: string | null };

const LONGEST_NAME = 300;
const MOST_REFERENCES = 100;
const LONGEST_REFERENCE = 60;
const LONGEST_TEXT = 20_000;

/** What a report calls its store or account: as it stands there, and the hash out of the address of a control panel. */
export function namedInstances({ storeHash, accountName }: Report): string[] {
  const names = [storeHash, accountName].flatMap((text) => {
    if (text === null || isBlank(text)) return [];
    const start = text.slice(0, LONGEST_NAME);
    return [start, ...(/(?<![a-z0-9])store-([a-z0-9]{1,40})/i.exec(start)?.slice(1) ?? [])];
  });
  return [...new Set(names)];
}

/** A number that stands alone: no part of a version, a date or an amount. */
const NUMBER = /(?<![\p{L}\p{N}\-./:,])#?([A-Z]{0,5}\d{3,20})(?![\p{L}\p{N}]|[-./:,]\p{N})/gu;

/** Numbers that may be of orders or deliveries: those given as such, then those within the texts; at most 100. */
export function mentionedNumbers(report: Report): string[] {
  const given = report.orderReferences.map((reference) => reference.trim().replace(/^#/, ''));
  const texts = [
    ...report.orderReferences,
    report.subject,
    report.description,
    report.stepsToReproduce,
    report.expectedResult,
    report.logs,
  ];
  const found = texts.flatMap((text) =>
    [...(text ?? '').slice(0, LONGEST_TEXT).matchAll(NUMBER)].map(([, number = '']) => number),
  );
  const numbers = [...given, ...found].filter((number) => !isBlank(number) && number.length <= LONGEST_REFERENCE);
  return [...new Set(numbers)].slice(0, MOST_REFERENCES);
}
