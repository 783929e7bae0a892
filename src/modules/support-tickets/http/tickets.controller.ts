import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../../../platform/database/index.js';
import {
  Access,
  ApiList,
  CurrentAccess,
  currentActor,
  IdParam,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { AnswerTicket } from '../application/answer-ticket.use-case.js';
import { MoveTicket } from '../application/move-ticket.use-case.js';
import { ReadTicket, type TicketView } from '../application/read-ticket.js';
import { ticketList, type TicketLine } from '../infrastructure/ticket.list.js';
import { AnswerBody, MoveBody } from './tickets.dto.js';

/** The staff's side of the tickets. */
@ApiTags('support')
@Controller('api/v1/support/tickets')
export class TicketsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadTicket,
    private readonly answer: AnswerTicket,
    private readonly moveTicket: MoveTicket,
  ) {}

  @Get()
  @Requires('tickets.read')
  @ApiList(ticketList)
  list(@ListQuery(ticketList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<TicketLine>> {
    return ticketList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('tickets.read')
  one(@IdParam() id: string): Promise<TicketView> {
    return this.read.run(id);
  }

  @Post(':id/messages')
  @Requires('tickets.write')
  async say(@IdParam() id: string, @Body() { body, isInternal, state }: AnswerBody): Promise<TicketView> {
    const message = {
      author: 'staff',
      authorName: currentActor().name,
      body,
      isInternal: isInternal ?? false,
    } as const;
    await this.answer.run(id, message, state ?? null);
    return this.read.run(id);
  }

  @Post(':id/state')
  @HttpCode(200)
  @Requires('tickets.write')
  async move(@IdParam() id: string, @Body() { state }: MoveBody): Promise<TicketView> {
    await this.moveTicket.run(id, state, currentActor().name);
    return this.read.run(id);
  }
}
