import type { IncomingHttpHeaders } from 'node:http';

/** What a handler is given: the body is parsed, the path parameters are cut out. */
export interface ApiRequest {
  method: string;
  /** Path parameters by name, as text. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Parsed JSON of a body, undefined without one. */
  body: unknown;
}

export interface ApiReply {
  status: number;
  /** Text, or its bytes, as it goes out; undefined = no body. */
  body?: string | Buffer;
  contentType?: string;
  headers?: Record<string, string>;
}

export const JSON_TYPE = 'application/json';
export const PROBLEM_TYPE = 'application/problem+json';

export function json(status: number, value: unknown, contentType = JSON_TYPE): ApiReply {
  return { status, body: JSON.stringify(value), contentType };
}

export function jsonText(status: number, body: string | Buffer): ApiReply {
  return { status, body, contentType: JSON_TYPE };
}

export function noContent(): ApiReply {
  return { status: 204 };
}

/** Thrown by handlers and helpers to answer at once. */
export class Answer extends Error {
  constructor(readonly reply: ApiReply) {
    super(`answer ${reply.status}`);
  }
}
