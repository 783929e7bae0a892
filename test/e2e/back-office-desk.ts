import type { INestApplication } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import request, { type Response } from 'supertest';

export interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}

export interface Page<T> {
  readonly data: T[];
  readonly page: { readonly nextCursor: string | null };
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** A person with a key at the hub's REST interface. What is not refused on purpose must succeed. */
export class Desk {
  constructor(
    private readonly app: INestApplication,
    private readonly key: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return this.succeed<T>('get', path);
  }

  async list<T>(path: string): Promise<T[]> {
    return (await this.get<Page<T>>(path)).data;
  }

  /** The only row of a list. */
  async only<T>(path: string): Promise<T> {
    const rows = await this.list<T>(path);
    if (rows.length === 1) return rows[0] as T;
    throw new Error(`GET ${path} has ${rows.length} rows, not one: ${JSON.stringify(rows)}`);
  }

  async post<T>(path: string, body: object = {}): Promise<T> {
    return this.succeed<T>('post', path, body);
  }

  async patch<T>(path: string, body: object): Promise<T> {
    return this.succeed<T>('patch', path, body);
  }

  send(method: Method, path: string, body?: object): Promise<Response> {
    const call = request(this.app.getHttpServer())[method](`/api/v1/${path}`).auth(this.key, { type: 'bearer' });
    return Promise.resolve(body === undefined ? call : call.send(body));
  }

  /** Status and code of a refusal. */
  async refused(method: Method, path: string, body?: object): Promise<[status: number, code: string]> {
    const answer = await this.send(method, path, body);
    return [answer.status, (answer.body as Problem).code];
  }

  private async succeed<T>(method: Method, path: string, body?: object): Promise<T> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 200 && answer.status < 300) return answer.body as T;
    throw new Error(`${method.toUpperCase()} ${path} was refused: ${answer.status} ${answer.text}`);
  }
}

/** What `look` sees as soon as it sees something; events are handled a moment after the request that caused them. */
export async function until<T>(look: () => Promise<T | undefined>, withinMs = 15_000): Promise<T> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) {
    const seen = await look();
    if (seen !== undefined) return seen;
  }
  throw new Error('It did not happen in time.');
}
