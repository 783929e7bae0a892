/** A person, a company, or one of their billing or delivery addresses (A20.6). Text fields are '' when unset. */
export interface ContactDraft {
  readonly id: string;
  readonly kind: 'person' | 'company' | 'billing' | 'delivery';
  /** Company of a person, or person/company of an address; may be another draft of the same list. */
  readonly parentId: string | null;
  /** Equal keys are the same contact (A20.2, Z13); see `matchKeyOf`. Unique. */
  readonly matchKey: string;
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly street1: string;
  readonly street2: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2, or ''. */
  readonly countryCode: string;
}

/** A contact as other modules read it. */
export interface ContactRef extends Omit<ContactDraft, 'matchKey'> {
  readonly archived: boolean;
}
