import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  CurrentAccess,
  PERMISSIONS,
  Requires,
  type Actor,
  type Permission,
} from '../../../platform/http/index.js';

export interface MeView {
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
  readonly instanceIds: readonly string[] | null;
}

@ApiTags('access')
@Controller('api/v1/me')
export class MeController {
  /** Who this key is and what it may do. */
  @Get()
  @Requires('me.read')
  me(@CurrentAccess() access: Access): MeView {
    const { actor, roles, instanceIds } = access;
    return { actor, roles, permissions: PERMISSIONS.filter((permission) => access.can(permission)), instanceIds };
  }
}
