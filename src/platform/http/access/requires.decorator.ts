import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permission.js';

export const REQUIRES = 'requires';

/** The permission a route asks for. A route with neither this nor `@Public()` stops the start. On a class it holds for every route of it. */
export const Requires = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata(REQUIRES, permission);
