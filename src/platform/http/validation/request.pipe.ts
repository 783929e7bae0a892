import { type ArgumentMetadata, Injectable, type ValidationError, ValidationPipe } from '@nestjs/common';
import type { ValidatorOptions } from 'class-validator';
import { invalidRequest } from '../problem/invalid-request.js';
import { toFieldErrors } from './field-errors.js';
import { shapeErrors } from './list-shape.js';

/**
 * Bodies and queries become instances of their class or are refused with every field at fault. Fields the class does not know are
 * refused, and nothing is converted: a text stays a text, so "12" is no number and "false" is not true.
 */
@Injectable()
export class RequestPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      transformOptions: { enableImplicitConversion: false, exposeUnsetFields: false },
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: false,
      exceptionFactory: (errors) => invalidRequest(toFieldErrors(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && this.toValidate(metadata) && (typeof value !== 'object' || Array.isArray(value))) {
      if (value !== undefined) {
        throw invalidRequest([{ field: '', code: 'object', message: 'Send a JSON object.' }], 'Send a JSON object.');
      }
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }

  protected override async validate(value: object, options?: ValidatorOptions): Promise<ValidationError[]> {
    const errors = await super.validate(value, options);
    return errors.length > 0 ? errors : shapeErrors(value);
  }

  /** Nest would turn `@Query('n') n: number` from "abc" into NaN. */
  protected override transformPrimitive(value: unknown): unknown {
    return value;
  }
}
