import type { INestApplication } from '@nestjs/common';
import request, { type Response } from 'supertest';
import { PERMISSION_TABLE, ROLES, type Role } from '../../src/modules/access/index.js';
import { RouteTable, type Route } from '../../src/platform/http/index.js';
import { newId } from '../../src/shared-kernel/index.js';

export type Caller = Role | 'nobody';
export const CALLERS: readonly Caller[] = ['nobody', ...ROLES];

export interface Visit {
  readonly route: string;
  readonly caller: Caller;
  readonly expected: 'open' | 'who are you' | 'not allowed';
  readonly seen: string;
}

/** Every route of the application once for every caller, with ids that do not exist and an empty body. */
export async function walkRoutes(app: INestApplication, keys: Readonly<Record<Role, string>>): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const route of app.get(RouteTable).all()) {
    for (const caller of CALLERS) {
      const answer = await visit(app, route, caller === 'nobody' ? undefined : keys[caller]);
      visits.push({
        route: `${route.method} ${route.path}`,
        caller,
        expected: expectedOf(route, caller),
        seen: seenOf(answer, route),
      });
    }
  }
  return visits;
}

export async function visit(
  app: INestApplication,
  route: Route,
  key: string | undefined,
  body: object = {},
): Promise<Response> {
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const path = route.path.replace(/:\w+/g, () => newId());
  const call = request(app.getHttpServer())[method](path);
  if (key !== undefined) call.auth(key, { type: 'bearer' });
  return method === 'get' || method === 'delete' ? call : call.send(body);
}

function expectedOf({ isPublic, permission }: Route, caller: Caller): Visit['expected'] {
  if (isPublic) return 'open';
  if (caller === 'nobody') return 'who are you';
  const allowed: readonly Role[] = permission === null ? [] : PERMISSION_TABLE[permission];
  return allowed.includes(caller) ? 'open' : 'not allowed';
}

/** Open means that the guard let it through: what the route then makes of an id that does not exist is its own affair, but no 500. */
function seenOf(answer: Response, { permission }: Route): string {
  if (answer.status === 401) return 'who are you';
  if (answer.status === 403) {
    const named = (answer.body as { facts?: { permission?: string } }).facts?.permission;
    return named === permission ? 'not allowed' : `403 that names ${named ?? 'nothing'}`;
  }
  return answer.status >= 500 && answer.status !== 503 ? `${answer.status} ${answer.text}` : 'open';
}
