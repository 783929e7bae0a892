import { Module, type OnModuleInit } from '@nestjs/common';
import { AnswerTicket } from './application/answer-ticket.use-case.js';
import { FirstPolicies } from './application/bootstrap.js';
import { FollowTicket } from './application/follow-ticket.js';
import { MoveTicket } from './application/move-ticket.use-case.js';
import { OpenTicket } from './application/open-ticket.use-case.js';
import { PolicyBook } from './application/policy-book.js';
import { PublishPolicy } from './application/publish-policy.use-case.js';
import { ReadTicket } from './application/read-ticket.js';
import { RegisterPurchase } from './application/register-purchase.use-case.js';
import { ResponseClock } from './application/response-clock.js';
import { TicketSteps } from './application/ticket-steps.js';
import { IntakeLimit } from './http/intake-limit.guard.js';
import { IntakeController } from './http/intake.controller.js';
import { PoliciesController } from './http/policies.controller.js';
import { PurchasesController } from './http/purchases.controller.js';
import { TicketsController } from './http/tickets.controller.js';
import { registerConstraintErrors } from './infrastructure/constraint-errors.js';
import { PolicyStore } from './infrastructure/policy.store.js';
import { TicketStore } from './infrastructure/ticket.store.js';

@Module({
  controllers: [PoliciesController, IntakeController, TicketsController, PurchasesController],
  providers: [
    PolicyStore,
    TicketStore,
    FirstPolicies,
    PolicyBook,
    ResponseClock,
    OpenTicket,
    FollowTicket,
    AnswerTicket,
    MoveTicket,
    TicketSteps,
    ReadTicket,
    PublishPolicy,
    RegisterPurchase,
    IntakeLimit,
  ],
})
export class SupportTicketsModule implements OnModuleInit {
  onModuleInit(): void {
    registerConstraintErrors();
  }
}
