/** Every amount: what Money holds. Always with a property of type string. */
export const AMOUNT = { type: 'numeric', precision: 19, scale: 4 } as const;

/** Units of a document's currency for one unit of the company's currency. */
export const RATE = { type: 'numeric', precision: 20, scale: 10 } as const;

export const CREATED_AT = { type: 'timestamptz', name: 'created_at', default: () => 'now()' } as const;
export const UPDATED_AT = { type: 'timestamptz', name: 'updated_at', default: () => 'now()' } as const;
export const VERSION = { type: 'integer', name: 'version', default: 1 } as const;
