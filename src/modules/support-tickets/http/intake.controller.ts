import { Body, Controller, Get, Headers, Param, Post, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { invalidRequest, Public } from '../../../platform/http/index.js';
import { AnswerTicket } from '../application/answer-ticket.use-case.js';
import { FollowTicket, type FollowedTicket } from '../application/follow-ticket.js';
import { OpenTicket } from '../application/open-ticket.use-case.js';
import type { Assessment } from '../domain/report.js';
import { IntakeLimit } from './intake-limit.guard.js';
import { OpenTicketBody, reportOf, TicketMessageBody } from './intake.dto.js';

interface OpenedAnswer extends Omit<Assessment, 'suggestions'> {
  readonly number: string;
  readonly secret: string;
  readonly state: string;
  readonly respondBy: string;
  /** What a reporter who left out something critical should know (D22); null: nothing is missing. */
  readonly advice: string | null;
}

const SECRET_HEADER = 'X-Ticket-Secret';

/** For people without a key: report, follow, answer. */
@ApiTags('support')
@Controller('api/v1/support')
@Public()
@UseGuards(IntakeLimit)
export class IntakeController {
  constructor(
    private readonly openTicket: OpenTicket,
    private readonly followTicket: FollowTicket,
    private readonly answer: AnswerTicket,
  ) {}

  @Post('tickets')
  async open(@Body() body: OpenTicketBody): Promise<OpenedAnswer> {
    if (body.website) throw invalidRequest([{ field: 'website', code: 'empty', message: 'Leave this field empty.' }]);
    const opened = await this.openTicket.run(body.product, { name: body.name, email: body.email }, reportOf(body));
    const { coverage, missing, checklist, suggestedTrack } = opened.assessment;
    return {
      number: opened.number,
      secret: opened.secret,
      state: opened.state,
      respondBy: opened.respondBy.toISOString(),
      coverage,
      missing,
      checklist,
      suggestedTrack,
      advice: missing.length > 0 ? opened.policy.policy.delayWarning.text : null,
    };
  }

  @Get('follow/:number')
  @ApiHeader({ name: SECRET_HEADER, required: true })
  follow(@Param('number') number: string, @Headers(SECRET_HEADER) secret?: string): Promise<FollowedTicket> {
    return this.followTicket.read(number, secret ?? '');
  }

  @Post('follow/:number/messages')
  @ApiHeader({ name: SECRET_HEADER, required: true })
  async reply(
    @Param('number') number: string,
    @Body() { body }: TicketMessageBody,
    @Headers(SECRET_HEADER) secret?: string,
  ): Promise<FollowedTicket> {
    const ticket = await this.followTicket.ticket(number, secret ?? '');
    await this.answer.run(ticket.id, {
      author: 'reporter',
      authorName: ticket.reporterName,
      body,
      isInternal: false,
    });
    return this.followTicket.read(number, secret ?? '');
  }
}
