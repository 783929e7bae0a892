import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { INSTANCE_SCOPE } from '../access/instance-scope.decorator.js';
import type { Permission } from '../access/permission.js';
import { REQUIRES } from '../access/requires.decorator.js';
import { PUBLIC } from '../public.decorator.js';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly controller: Type;
  readonly handler: string;
  readonly isPublic: boolean;
  readonly permission: Permission | null;
  readonly instanceScope: string | null;
}

/** Every route of every controller, with what its decorators say about access. */
@Injectable()
export class RouteTable {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  all(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as object;
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => this.routesOf(metatype as Type, prototype, name));
    });
  }

  private routesOf(controller: Type, prototype: object, handler: string): Route[] {
    const method = (prototype as Record<string, unknown>)[handler];
    if (typeof method !== 'function') return [];
    const verb = Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod | undefined;
    if (verb === undefined) return [];
    const targets = [method, controller] as [() => unknown, Type];
    const rest = {
      method: RequestMethod[verb] ?? 'ALL',
      controller,
      handler,
      isPublic: this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets) === true,
      permission: this.reflector.getAllAndOverride<Permission | undefined>(REQUIRES, targets) ?? null,
      instanceScope: this.reflector.getAllAndOverride<string | undefined>(INSTANCE_SCOPE, targets) ?? null,
    };
    return pathsOf(controller).flatMap((base) => pathsOf(method).map((own) => ({ ...rest, path: join(base, own) })));
  }
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return Array.isArray(path) ? path : [path ?? ''];
}

function join(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}
