import { Module, type OnModuleInit } from '@nestjs/common';
import { AnswerTicket } from './application/answer-ticket.use-case.js';
import { EvidenceBell } from './application/evidence-bell.js';
import { EvidenceDesk } from './application/evidence-desk.js';
import { FirstPolicies } from './application/bootstrap.js';
import { ChangeCause } from './application/change-cause.use-case.js';
import { ChangeTicket } from './application/change-ticket.use-case.js';
import { CompleteReport } from './application/complete-report.use-case.js';
import { DecideTicket } from './application/decide-ticket.use-case.js';
import { FollowTicket } from './application/follow-ticket.js';
import { KnowledgeBook } from './application/knowledge-book.js';
import { LinkRecords } from './application/link-records.use-case.js';
import { LinkTargets } from './application/link-targets.js';
import { ReceiveMail } from './application/mail/receive-mail.use-case.js';
import { SendMails } from './application/mail/send-mails.js';
import { WriteMails } from './application/mail/write-mails.js';
import { MergeTickets } from './application/merge-tickets.use-case.js';
import { MoveTicket } from './application/move-ticket.use-case.js';
import { OpenTicket } from './application/open-ticket.use-case.js';
import { PolicyBook } from './application/policy-book.js';
import { PublishPolicy } from './application/publish-policy.use-case.js';
import { ReadAttachment } from './application/read-attachment.js';
import { ReadTicket } from './application/read-ticket.js';
import { RegisterPurchase } from './application/register-purchase.use-case.js';
import { RemoveAttachment } from './application/remove-attachment.use-case.js';
import { ResponseClock } from './application/response-clock.js';
import { Suggest } from './application/suggest.js';
import { TakeFiles } from './application/take-files.js';
import { TicketSteps } from './application/ticket-steps.js';
import { WarnOfAnswers } from './application/warn-of-answers.js';
import { WriteResolution } from './application/write-resolution.use-case.js';
import { InboundEmailController } from './http/inbound-email.controller.js';
import { EvidenceController } from './http/evidence.controller.js';
import { IntakeCounts } from './http/intake-counts.js';
import { IntakeController } from './http/intake.controller.js';
import { KnownCausesController } from './http/known-causes.controller.js';
import { PoliciesController } from './http/policies.controller.js';
import { PurchasesController } from './http/purchases.controller.js';
import { ResolutionsController } from './http/resolutions.controller.js';
import { TicketsController } from './http/tickets.controller.js';
import { AttachmentStore } from './infrastructure/attachment.store.js';
import { registerConstraintErrors } from './infrastructure/constraint-errors.js';
import { KnownCauseStore } from './infrastructure/known-cause.store.js';
import { MailStore } from './infrastructure/mail.store.js';
import { EvidenceStore } from './infrastructure/evidence.store.js';
import { PolicyStore } from './infrastructure/policy.store.js';
import { DueAnswerStore } from './infrastructure/due-answer.store.js';
import { PurchaseStore } from './infrastructure/purchase.store.js';
import { ResolutionStore } from './infrastructure/resolution.store.js';
import { TicketStore } from './infrastructure/ticket.store.js';
import { AnswerWarnings } from './jobs/answer-warnings.js';
import { AttachmentSweep } from './jobs/attachment-sweep.js';
import { TicketMails } from './jobs/ticket-mails.js';

@Module({
  controllers: [
    PoliciesController,
    IntakeController,
    TicketsController,
    EvidenceController,
    PurchasesController,
    InboundEmailController,
    KnownCausesController,
    ResolutionsController,
  ],
  providers: [
    PolicyStore,
    KnownCauseStore,
    ResolutionStore,
    TicketStore,
    PurchaseStore,
    DueAnswerStore,
    EvidenceStore,
    EvidenceBell,
    EvidenceDesk,
    AttachmentStore,
    TakeFiles,
    ReadAttachment,
    RemoveAttachment,
    AttachmentSweep,
    MailStore,
    WriteMails,
    SendMails,
    ReceiveMail,
    TicketMails,
    FirstPolicies,
    PolicyBook,
    KnowledgeBook,
    Suggest,
    ChangeCause,
    WriteResolution,
    ResponseClock,
    OpenTicket,
    FollowTicket,
    AnswerTicket,
    MoveTicket,
    ChangeTicket,
    CompleteReport,
    DecideTicket,
    MergeTickets,
    LinkRecords,
    LinkTargets,
    WarnOfAnswers,
    AnswerWarnings,
    TicketSteps,
    ReadTicket,
    PublishPolicy,
    RegisterPurchase,
    IntakeCounts,
  ],
  exports: [EvidenceBell, EvidenceDesk, LinkTargets],
})
export class SupportTicketsModule implements OnModuleInit {
  onModuleInit(): void {
    registerConstraintErrors();
  }
}
