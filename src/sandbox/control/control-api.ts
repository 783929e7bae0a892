import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRules } from '../faults/fault-rules.js';
import { readBody } from '../http/body.js';
import { Answer, json } from '../http/exchange.js';
import { send } from '../http/send.js';
import type { StoreRegistry } from '../stores/store-registry.js';
import type { ControlContext } from './control-context.js';
import { controlRoutes } from './control-routes.js';

/** The switches of the sandbox, under /_sandbox: no token, no quota, not counted. */
export class ControlApi {
  constructor(
    private readonly stores: StoreRegistry,
    private readonly faults: FaultRules,
  ) {}

  async serve(message: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    let reply;
    try {
      const context = await this.contextOf(message, url);
      reply = this.dispatch(message.method ?? 'GET', url.pathname, context);
    } catch (error) {
      if (!(error instanceof Answer)) throw error;
      reply = error.reply;
    }
    await send(message, response, reply, {}, { broken: false, gzip: false });
  }

  private dispatch(
    method: string,
    path: string,
    context: ControlContext,
  ): ReturnType<(typeof controlRoutes)[number]['handle']> {
    const segments = path.replace(/\/$/, '').split('/').slice(1);
    for (const route of controlRoutes) {
      const pattern = route.path.split('/').slice(1);
      if (route.method !== method || pattern.length !== segments.length) continue;
      if (!pattern.every((part, i) => part.startsWith('{') || part === segments[i])) continue;
      pattern.forEach((part, i) => {
        if (part.startsWith('{')) context.params[part.slice(1, -1)] = segments[i] as string;
      });
      return route.handle(context);
    }
    throw new Answer(json(404, { error: `Nothing at ${method} ${path}. GET /_sandbox lists what there is.` }));
  }

  private async contextOf(message: IncomingMessage, url: URL): Promise<ControlContext> {
    const text = message.method === 'GET' ? '' : await readBody(message);
    let body: unknown = undefined;
    try {
      body = text ? (JSON.parse(text) as unknown) : undefined;
    } catch {
      throw new Answer(json(400, { error: 'The body is not JSON.' }));
    }
    return { stores: this.stores, faults: this.faults, params: {}, query: url.searchParams, body };
  }
}
