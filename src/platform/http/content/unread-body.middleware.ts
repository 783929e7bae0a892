import type { NextFunction, Request, Response } from 'express';

/** How long a caller who has his answer may go on sending before the line is cut. */
const LINGER_MS = 5_000;

/**
 * An answer may come before the body was read (no such address, wrong kind of content, too many). What is still on its way is then
 * thrown away unread, so that the caller gets to see the answer, and after a while the line is cut, so that he cannot go on for ever.
 */
export function unreadBody(request: Request, response: Response, next: NextFunction): void {
  response.once('finish', () => {
    if (request.complete || request.destroyed) return;
    const cut = setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
    request.once('close', () => clearTimeout(cut));
    request.once('end', () => clearTimeout(cut));
    request.resume();
  });
  next();
}
