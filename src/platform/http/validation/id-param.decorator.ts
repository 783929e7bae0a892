import { Param, type PipeTransform } from '@nestjs/common';
import { isId } from '../../../shared-kernel/index.js';
import { invalidRequest } from '../problem/invalid-request.js';

class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly parameter: string) {}

  transform(value: string): string {
    if (isId(value)) return value.toLowerCase();
    throw invalidRequest([{ field: this.parameter, code: 'uuid', message: 'This is not an id (a UUID).' }]);
  }
}

/** `@IdParam('id') id: string`: a path parameter that is a UUID; anything else is a 400 and never reaches the database. */
export function IdParam(parameter = 'id'): ParameterDecorator {
  return Param(parameter, new IdPipe(parameter));
}
