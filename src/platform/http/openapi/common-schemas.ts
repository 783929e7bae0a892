import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const text = { type: 'string' } as const;

/** Shapes every module's answers share. */
export const COMMON_SCHEMAS: Schemas = {
  Problem: {
    type: 'object',
    description: 'RFC 9457 problem, as application/problem+json.',
    required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: { ...text, description: 'A sentence that says what to do.' },
      code: { ...text, description: 'For machines; never changes.' },
      correlationId: { ...text, nullable: true },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['field', 'code', 'message'],
          properties: { field: { ...text, description: 'Path like lines.2.quantity.' }, code: text, message: text },
        },
      },
      facts: { type: 'object', additionalProperties: true },
    },
  },
  Money: {
    type: 'object',
    required: ['amount', 'currency'],
    properties: { amount: { ...text, example: '361.9500' }, currency: { ...text, example: 'USD' } },
  },
};
