import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import {
  attachAccess,
  becomeActor,
  INSTANCE_SCOPE,
  OPTIONAL_KEY,
  PUBLIC,
  REQUIRES,
  type Access,
  type Permission,
} from '../../../platform/http/index.js';
import { DomainError, isId } from '../../../shared-kernel/index.js';
import { Authenticate } from '../application/authenticate.js';

const BEARER = /^Bearer +(\S+) *$/i;

/** In front of every route: who calls, may he do this, and to this instance? */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (this.read<boolean>(PUBLIC, context) === true) {
      const isAsked = this.read<boolean>(OPTIONAL_KEY, context) === true && request.get('Authorization') !== undefined;
      if (isAsked) await this.caller(request);
      return true;
    }
    const access = await this.caller(request);
    requirePermission(access, this.read<Permission>(REQUIRES, context));
    const scope = this.read<string>(INSTANCE_SCOPE, context);
    if (scope !== undefined) requireInstance(access, request.params[scope]);
    return true;
  }

  private async caller(request: Request): Promise<Access> {
    const [, key] = BEARER.exec(request.get('Authorization') ?? '') ?? [];
    if (key === undefined) {
      const message = 'Send your API key in the header Authorization: Bearer lsk_….';
      throw new DomainError('unauthenticated', 'access.no-key', message);
    }
    const access = await this.authenticate.byKey(key);
    attachAccess(request, access);
    becomeActor(access.actor);
    return access;
  }

  private read<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

function requirePermission(access: Access, permission: Permission | undefined): void {
  if (permission !== undefined && access.can(permission)) return;
  // The start-up check lets no such route through; should one appear, it stays shut.
  if (permission === undefined)
    throw new DomainError('forbidden', 'access.not-allowed', 'Nobody may use this address.');
  const message = `This needs the permission ${permission}, which your key (${access.describe()}) does not have.`;
  throw new DomainError('forbidden', 'access.not-allowed', message, { permission, roles: access.roles });
}

/** What is no id at all is left to the parameter's own check, which says so. */
function requireInstance(access: Access, value: unknown): void {
  if (isId(value)) access.requireInstance(value.toLowerCase());
}
