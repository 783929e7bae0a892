export const CREATED_AT = { type: 'timestamptz', name: 'created_at', default: () => 'now()' } as const;
export const UPDATED_AT = { type: 'timestamptz', name: 'updated_at', default: () => 'now()' } as const;
export const VERSION = { type: 'integer', name: 'version', default: 1 } as const;
