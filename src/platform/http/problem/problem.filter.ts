import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Logger } from '../../logging/index.js';
import { allowedMethods } from './allowed-methods.js';
import { problem } from './problem.js';
import { sendProblem } from './send-problem.js';
import { toAnswer, type Answer } from './to-problem.js';

/** Every failure of a request ends here and leaves as problem+json. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const answer = this.wrongMethod(error, request) ?? toAnswer(error);
    if (answer.isOurs) {
      this.log.error('request failed', {
        method: request.method,
        path: request.path,
        status: answer.problem.status,
        error,
      });
    }
    sendProblem(response, answer);
  }

  /** Express answers 404 for a known address with another method; 405 with the methods that exist says what to do. */
  private wrongMethod(error: unknown, request: Request): Answer | null {
    if (!(error instanceof HttpException) || error.getStatus() !== 404 || request.route !== undefined) return null;
    const allowed = allowedMethods(this.adapter.httpAdapter.getInstance<object>(), request.path);
    if (allowed.length === 0 || allowed.includes(request.method)) return null;
    const detail = `This address does not know ${request.method}; it knows ${allowed.join(', ')}.`;
    return {
      problem: problem(405, 'request.wrong-method', detail),
      isOurs: false,
      headers: { Allow: allowed.join(', ') },
    };
  }
}
