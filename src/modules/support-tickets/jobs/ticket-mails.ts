import { Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../../../platform/outbox/index.js';
import { Scheduler } from '../../../platform/scheduling/index.js';
import { SendMails } from '../application/mail/send-mails.js';
import { WriteMails } from '../application/mail/write-mails.js';

const SEND_MAILS = 'support.send-mails';
const LOOK_MS = 1_000;

/** Only with a mail server: without one nothing is registered, and an event costs nothing. */
@Injectable()
export class TicketMails implements OnModuleInit {
  constructor(
    private readonly writing: WriteMails,
    private readonly sending: SendMails,
    private readonly outbox: Outbox,
    @Optional() private readonly scheduler?: Scheduler,
  ) {}

  onModuleInit(): void {
    if (!this.writing.isOn) return;
    this.outbox.on<{ ticketId: string }>('support.ticket-opened.v1', 'support.acknowledge', ({ payload }, tx) =>
      this.writing.acknowledge(tx, payload.ticketId),
    );
    this.outbox.on<Answered>('support.ticket-answered.v1', 'support.mail-answer', async ({ payload }, tx) => {
      if (payload.author === 'staff') await this.writing.carry(tx, payload.ticketId, payload.messageId);
    });
    this.scheduler?.every(SEND_MAILS, LOOK_MS, async ({ signal }) => {
      await this.sending.run(signal);
    });
  }
}

interface Answered {
  readonly ticketId: string;
  readonly messageId: string;
  readonly author: 'reporter' | 'staff';
}
