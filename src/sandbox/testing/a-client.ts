import { startSandbox, type RunningSandbox, type SandboxOptions } from '../index.js';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed body; undefined when there is none or it is no JSON. */
  body: unknown;
}

export interface Client {
  sandbox: RunningSandbox;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  control(method: string, path: string, body?: unknown): Promise<Reply>;
}

/** A sandbox in this process and a small client with the token in its hand. Paths start at /v2 or /v3. */
export async function aClient(options: SandboxOptions = {}): Promise<Client> {
  const sandbox = await startSandbox(options);
  const call = async (url: string, method: string, body: unknown, headers: Record<string, string>): Promise<Reply> => {
    const response = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await response.text();
    let parsed: unknown;
    try {
      parsed = text === '' ? undefined : JSON.parse(text);
    } catch {
      parsed = undefined;
    }
    return { status: response.status, headers: response.headers, text, body: parsed };
  };
  const base = `${sandbox.url}/stores/${sandbox.storeHash}`;
  const standard = { 'X-Auth-Token': sandbox.token, Accept: 'application/json', 'Content-Type': 'application/json' };
  return {
    sandbox,
    get: (path, headers = {}) => call(`${base}${path}`, 'GET', undefined, { ...standard, ...headers }),
    send: (method, path, body, headers = {}) => call(`${base}${path}`, method, body, { ...standard, ...headers }),
    control: (method, path, body) =>
      call(`${sandbox.url}/_sandbox${path}`, method, body, { 'Content-Type': 'application/json' }),
  };
}
