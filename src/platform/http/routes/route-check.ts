import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RouteTable, type Route } from './route-table.js';

/** A route that forgot to say who may use it stops the start, instead of being found by whoever should not. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(private readonly routes: RouteTable) {}

  onApplicationBootstrap(): void {
    const faults = this.routes.all().flatMap(faultsOf);
    if (faults.length > 0) throw new Error(`These routes are not safe to serve:\n${faults.join('\n')}`);
  }
}

export function faultsOf(route: Route): string[] {
  const name = `${route.method} ${route.path} (${route.controller.name}.${route.handler})`;
  const faults: string[] = [];
  if (route.isPublic && route.permission !== null) faults.push(`${name} has both @Public() and @Requires().`);
  if (!route.isPublic && route.permission === null) faults.push(`${name} has neither @Public() nor @Requires().`);
  const instance =
    /\/instances\/:(\w+)/.exec(route.path)?.[1] ?? (/\/:instanceId(?=\/|$)/.test(route.path) ? 'instanceId' : null);
  if (!route.isPublic && instance !== null && route.instanceScope !== instance) {
    faults.push(`${name} names an instance in its path and lacks @InstanceScope('${instance}').`);
  }
  if (route.instanceScope !== null && !route.path.split('/').includes(`:${route.instanceScope}`)) {
    // On a class the scope may not concern a route without the parameter, but then the decorator belongs on the methods.
    faults.push(`${name} has @InstanceScope('${route.instanceScope}') but no such parameter in its path.`);
  }
  return faults;
}
