import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../http/public.decorator.js';
import { Metrics } from './metrics.js';
import { Readiness, type ReadinessReport } from './readiness.js';

@Public()
@ApiTags('Health')
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** No look at anything else: a process with a dead database must not be restarted for it. */
  @Get('health/live')
  @ApiOperation({ summary: 'The process runs' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @ApiOperation({ summary: 'The process can work; 503 with the reasons when it cannot' })
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ status: string } & Pick<ReadinessReport, 'reasons'>> {
    const { ready, reasons } = await this.readiness.report();
    if (!ready) response.status(503);
    return { status: ready ? 'ready' : 'not-ready', reasons };
  }

  @Get('metrics')
  @ApiExcludeEndpoint()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async scrape(): Promise<string> {
    return this.metrics.text();
  }
}
