import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Patch,
  Post,
  type StreamableFile,
} from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Database } from '../../../platform/database/index.js';
import {
  Accepts,
  Access,
  ApiList,
  CurrentAccess,
  currentActor,
  FormFiles,
  IdParam,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
  type ReceivedFile,
} from '../../../platform/http/index.js';
import { AnswerTicket } from '../application/answer-ticket.use-case.js';
import { ChangeTicket } from '../application/change-ticket.use-case.js';
import { DecideTicket } from '../application/decide-ticket.use-case.js';
import { LinkRecords } from '../application/link-records.use-case.js';
import { MergeTickets } from '../application/merge-tickets.use-case.js';
import { MoveTicket } from '../application/move-ticket.use-case.js';
import { ReadAttachment } from '../application/read-attachment.js';
import { ReadTicket, type TicketView } from '../application/read-ticket.js';
import { RemoveAttachment } from '../application/remove-attachment.use-case.js';
import { TakeFiles, type FileFate } from '../application/take-files.js';
import { dueTicketList, ticketList, type TicketLine } from '../infrastructure/ticket.list.js';
import { fileAnswer, SANDBOXED } from './attachment-answer.js';
import { AnswerBody, ChangeTicketBody, DecisionBody, LinkBody, MergeBody, MoveBody } from './tickets.dto.js';

/** The staff's side of the tickets. */
@ApiTags('support')
@Controller('api/v1/support/tickets')
export class TicketsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadTicket,
    private readonly answer: AnswerTicket,
    private readonly moveTicket: MoveTicket,
    private readonly change: ChangeTicket,
    private readonly decide: DecideTicket,
    private readonly merge: MergeTickets,
    private readonly links: LinkRecords,
    private readonly files: TakeFiles,
    private readonly attachments: ReadAttachment,
    private readonly removal: RemoveAttachment,
  ) {}

  @Get()
  @Requires('tickets.read')
  @ApiList(ticketList)
  list(@ListQuery(ticketList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<TicketLine>> {
    return ticketList.run(this.database, query, access);
  }

  /** What waits for an answer of ours (D12), first due first; `isOverdue=true` for what is late. */
  @Get('due')
  @Requires('tickets.read')
  @ApiList(dueTicketList)
  due(@ListQuery(dueTicketList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<TicketLine>> {
    return dueTicketList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('tickets.read')
  one(@IdParam() id: string): Promise<TicketView> {
    return this.read.run(id);
  }

  /** As JSON, or as a form with files in the field `attachments`; `received` says what became of them. */
  @Post(':id/messages')
  @Requires('tickets.write')
  @Accepts('application/json', 'multipart/form-data')
  @ApiConsumes('application/json', 'multipart/form-data')
  async say(
    @IdParam() id: string,
    @Body() { body, isInternal, state }: AnswerBody,
    @FormFiles() files: readonly ReceivedFile[],
  ): Promise<TicketView & { readonly received: readonly FileFate[] }> {
    const message = {
      author: 'staff',
      authorName: currentActor().name,
      body,
      isInternal: isInternal ?? false,
    } as const;
    const received = await this.files.with(files, async (taken) => {
      await this.answer.run(id, message, state ?? null, (tx, messageId) => taken.settle(tx, id, messageId));
      return taken.fates;
    });
    return { ...(await this.read.run(id)), received };
  }

  /** Bytes to be saved, whatever they are. */
  @Get(':id/attachments/:attachmentId')
  @Requires('tickets.read')
  @Header(...SANDBOXED)
  async download(@IdParam() id: string, @IdParam('attachmentId') attachmentId: string): Promise<StreamableFile> {
    return fileAnswer(await this.attachments.forStaff(id, attachmentId));
  }

  /** Gives its room back; the ticket's history keeps its name. */
  @Delete(':id/attachments/:attachmentId')
  @HttpCode(204)
  @Requires('tickets.write')
  removeFile(@IdParam() id: string, @IdParam('attachmentId') attachmentId: string): Promise<void> {
    return this.removal.run(id, attachmentId);
  }

  @Post(':id/state')
  @HttpCode(200)
  @Requires('tickets.write')
  async move(@IdParam() id: string, @Body() { state }: MoveBody): Promise<TicketView> {
    await this.moveTicket.run(id, state, currentActor().name);
    return this.read.run(id);
  }

  @Patch(':id')
  @Requires('tickets.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeTicketBody): Promise<TicketView> {
    await this.change.run(id, version, change);
    return this.read.run(id);
  }

  /** A person's judgement of the coverage, kept beside that of the rules. */
  @Post(':id/decisions')
  @Requires('tickets.write')
  async judge(@IdParam() id: string, @Body() body: DecisionBody): Promise<TicketView> {
    const { coverage: state, exclusion = null, suggestedTrack = null, reason } = body;
    await this.decide.run(id, { state, exclusion, suggestedTrack }, reason);
    return this.read.run(id);
  }

  /** Closes this duplicate in favour of another ticket of the same reporter; answers with that one. */
  @Post(':id/merge')
  @HttpCode(200)
  @Requires('tickets.write')
  async mergeInto(@IdParam() id: string, @Body() { into }: MergeBody): Promise<TicketView> {
    await this.merge.run(id, into.toLowerCase());
    return this.read.run(into.toLowerCase());
  }

  @Post(':id/links')
  @Requires('tickets.write')
  async link(@IdParam() id: string, @Body() { kind, recordId }: LinkBody): Promise<TicketView> {
    await this.links.add(id, kind, recordId.toLowerCase());
    return this.read.run(id);
  }

  @Delete(':id/links/:linkId')
  @HttpCode(204)
  @Requires('tickets.write')
  unlink(@IdParam() id: string, @IdParam('linkId') linkId: string): Promise<void> {
    return this.links.remove(id, linkId);
  }
}
