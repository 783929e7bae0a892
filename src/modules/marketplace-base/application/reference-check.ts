import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { RecordDirectory, type ReferenceKind } from './record-directory.js';

/** What each field of a setting, mapping, workflow row or listing item points at. */
const KINDS: Readonly<Record<string, ReferenceKind>> = {
  journalId: 'journal',
  priceListId: 'price-list',
  giftCertificateVariantId: 'variant',
  customVariantId: 'variant',
  variantId: 'variant',
  defaultContactId: 'contact',
};

/** Refuses ids of records that do not exist, field by field. Asked before the transaction: the answers come from other modules. */
@Injectable()
export class ReferenceCheck {
  constructor(
    private readonly instances: InstanceRepository,
    private readonly directory: RecordDirectory,
  ) {}

  async run(instanceId: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    const wanted = Object.entries(KINDS).flatMap(([field, kind]) => {
      const id = values[field];
      return typeof id === 'string' ? [{ field, kind, id: id.toLowerCase() }] : [];
    });
    if (wanted.length === 0) return;
    const { companyId } = await this.instances.get(instanceId);
    const wrong: { field: string; code: string; message: string }[] = [];
    for (const kind of new Set(wanted.map((reference) => reference.kind))) {
      const ofKind = wanted.filter((reference) => reference.kind === kind);
      const known = await this.directory.known(
        kind,
        ofKind.map((reference) => reference.id),
        companyId,
      );
      const message = `There is no such ${kind.replace('-', ' ')}${kind === 'journal' ? ' in the company of this instance' : ''}.`;
      for (const { field, id } of ofKind) if (!known.has(id)) wrong.push({ field, code: 'unknown-reference', message });
    }
    if (wrong.length === 0) return;
    throw new DomainError(
      'rule-broken',
      'marketplace.unknown-reference',
      wrong.map(({ field, message }) => `${field}: ${message}`).join(' '),
      {},
      { fieldErrors: wrong },
    );
  }
}
