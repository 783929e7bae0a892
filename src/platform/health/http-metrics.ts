import type { NextFunction, Request, Response } from 'express';
import type { Metrics } from './metrics.js';

/** Times every request by its route, not its address: ids in labels would grow without bound. */
export function measureRequests(metrics: Metrics): (request: Request, response: Response, next: NextFunction) => void {
  const seconds = metrics.histogram({
    name: 'longshore_http_request_seconds',
    help: 'How long requests took, by method, route and status',
    labels: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  return (request, response, next) => {
    const began = process.hrtime.bigint();
    response.once('close', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      const labels = {
        method: request.method,
        route: typeof route === 'string' ? route : 'unmatched',
        // The caller went away before there was an answer.
        status: response.writableFinished ? response.statusCode : 499,
      };
      seconds.observe(labels, Number(process.hrtime.bigint() - began) / 1e9);
    });
    next();
  };
}
