import { SetMetadata } from '@nestjs/common';

export const INSTANCE_SCOPE = 'instance-scope';

/**
 * The path parameter that carries an instance id: a key limited to other instances gets the same 404 as for an id that does not
 * exist. A route below `/instances/:x` without this (and not public) stops the start.
 */
export const InstanceScope = (pathParameter: string): MethodDecorator & ClassDecorator =>
  SetMetadata(INSTANCE_SCOPE, pathParameter);
