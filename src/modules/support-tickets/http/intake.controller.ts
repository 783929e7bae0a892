import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  type StreamableFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import {
  Accepts,
  Access,
  FormFiles,
  Idempotency,
  IdParam,
  invalidRequest,
  OptionalAccess,
  OptionalKey,
  Public,
  type ReceivedFile,
} from '../../../platform/http/index.js';
import { AnswerTicket } from '../application/answer-ticket.use-case.js';
import { CompleteReport } from '../application/complete-report.use-case.js';
import { FollowTicket, type FollowedTicket } from '../application/follow-ticket.js';
import { OpenTicket } from '../application/open-ticket.use-case.js';
import type { Suggestions } from '../application/suggest.js';
import { ReadAttachment } from '../application/read-attachment.js';
import { TakeFiles, type FileFate } from '../application/take-files.js';
import type { ReportersAssessment } from '../domain/reporter-view.js';
import type { Proof } from '../domain/ticket.js';
import { fileAnswer, SANDBOXED } from './attachment-answer.js';
import { IntakeLimit } from './intake-limit.guard.js';
import { detailsOf, OpenTicketBody, ReportDetailsBody, reportOf, TicketMessageBody } from './intake.dto.js';

interface OpenedAnswer extends ReportersAssessment {
  readonly number: string;
  readonly secret: string;
  readonly state: string;
  readonly respondBy: string;
  /** What a reporter who left out something critical should know (D22); null: nothing is missing. */
  readonly advice: string | null;
  readonly suggestions: Suggestions;
  /** What became of the files that came along. */
  readonly attachments: readonly FileFate[];
}

const SECRET_HEADER = 'X-Ticket-Secret';

/** For people without a key: report, follow, answer. */
@ApiTags('support')
@Controller('api/v1/support')
@Public()
@UseGuards(IntakeLimit)
@UseInterceptors(IntakeLimit)
export class IntakeController {
  constructor(
    private readonly openTicket: OpenTicket,
    private readonly followTicket: FollowTicket,
    private readonly answer: AnswerTicket,
    private readonly complete: CompleteReport,
    private readonly files: TakeFiles,
    private readonly attachments: ReadAttachment,
  ) {}

  /**
   * A key is not needed. One that may see the instance proves that its findings may be told. As JSON, or as a form with up to 8 files in
   * the field `attachments` (20 MB each, 40 MB together). An `Idempotency-Key` counts with a key of the hub only, and the answer, which
   * holds the ticket's secret, is not given twice.
   */
  @Post('tickets')
  @OptionalKey()
  @Idempotency('answer-not-kept')
  @Accepts('application/json', 'multipart/form-data')
  @ApiConsumes('application/json', 'multipart/form-data')
  async open(
    @Body() body: OpenTicketBody,
    @FormFiles() files: readonly ReceivedFile[],
    @OptionalAccess() access: Access | null,
  ): Promise<OpenedAnswer> {
    if (body.website) throw invalidRequest([{ field: 'website', code: 'empty', message: 'Leave this field empty.' }]);
    const [opened, attachments] = await this.files.with(files, async (taken) => {
      const ticket = await this.openTicket.run({
        product: body.product,
        reporter: { name: body.name, email: body.email },
        report: { ...reportOf(body), attachments: taken.kinds },
        channel: 'form',
        proof: proofOf(access),
        alongside: (tx, ticketId) => taken.settle(tx, ticketId, null),
      });
      return [ticket, taken.fates];
    });
    return {
      number: opened.number,
      secret: opened.secret,
      state: opened.state,
      respondBy: opened.respondBy.toISOString(),
      ...opened.assessment,
      advice: opened.assessment.missing.length > 0 ? opened.policy.policy.delayWarning.text : null,
      suggestions: opened.suggestions,
      attachments,
    };
  }

  @Get('follow/:number')
  @ApiHeader({ name: SECRET_HEADER, required: true })
  follow(@Param('number') number: string, @Headers(SECRET_HEADER) secret?: string): Promise<FollowedTicket> {
    return this.followTicket.read(number, secret ?? '');
  }

  /** What was missing (D22), or is better known now; the report is judged again. */
  @Post('follow/:number/details')
  @HttpCode(200)
  @ApiHeader({ name: SECRET_HEADER, required: true })
  async completeReport(
    @Param('number') number: string,
    @Body() body: ReportDetailsBody,
    @Headers(SECRET_HEADER) secret?: string,
  ): Promise<FollowedTicket> {
    const ticket = await this.followTicket.ticket(number, secret ?? '');
    const details = detailsOf(body);
    if (Object.keys(details).length === 0) throw invalidRequest([], 'Send at least one detail of the report.');
    await this.complete.run(ticket.id, details);
    return this.followTicket.read(number, secret ?? '');
  }

  /** As JSON, or as a form with files in the field `attachments`; `received` says what became of them. */
  @Post('follow/:number/messages')
  @ApiHeader({ name: SECRET_HEADER, required: true })
  @Accepts('application/json', 'multipart/form-data')
  @ApiConsumes('application/json', 'multipart/form-data')
  async reply(
    @Param('number') number: string,
    @Body() { body }: TicketMessageBody,
    @FormFiles() files: readonly ReceivedFile[],
    @Headers(SECRET_HEADER) secret?: string,
  ): Promise<FollowedTicket & { readonly received: readonly FileFate[] }> {
    const ticket = await this.followTicket.ticket(number, secret ?? '');
    const message = { author: 'reporter', authorName: ticket.reporterName, body, isInternal: false } as const;
    const received = await this.files.with(files, async (taken) => {
      await this.answer.run(ticket.id, message, null, (tx, messageId) => taken.settle(tx, ticket.id, messageId));
      return taken.fates;
    });
    return { ...(await this.followTicket.read(number, secret ?? '')), received };
  }

  /** Bytes to be saved, whatever they are. */
  @Get('follow/:number/attachments/:attachmentId')
  @ApiHeader({ name: SECRET_HEADER, required: true })
  @Header(...SANDBOXED)
  async download(
    @Param('number') number: string,
    @IdParam('attachmentId') attachmentId: string,
    @Headers(SECRET_HEADER) secret?: string,
  ): Promise<StreamableFile> {
    const ticket = await this.followTicket.ticket(number, secret ?? '');
    return fileAnswer(await this.attachments.forReporter(ticket, attachmentId));
  }
}

function proofOf(access: Access | null): Proof | null {
  if (!access?.can('instances.read')) return null;
  return { keyName: access.actor.name, instanceIds: access.instanceIds };
}
