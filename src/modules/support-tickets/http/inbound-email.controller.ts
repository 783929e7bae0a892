import { Controller, Headers, HttpCode, Inject, Optional, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Config } from '../../../platform/config/index.js';
import { Accepts, Public, readWhole, UploadSlots } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { ReceiveMail } from '../application/mail/receive-mail.use-case.js';
import type { ReceivedMail } from '../infrastructure/mail.store.js';
import { IntakeCounts } from './intake-counts.js';
import { MailSignature, SIGNATURE_HEADER } from './mail-signature.js';

const MOST_MEGABYTES = 10;
/** Until it is read to its end, anybody can send a body; this bounds what all and one address can make the hub hold. */
const MOST_AT_ONCE = 6;
const MOST_OF_ONE = 4;
/** More, for addresses that have sent a signed mail: strangers with slow bodies do not keep the gateway out. */
const FOR_GATEWAYS = 2;
const MOST_GATEWAYS = 100;

/** For a mail gateway, known by its signature. */
@ApiTags('support')
@Controller('api/v1/support/inbound-email')
@Public()
export class InboundEmailController {
  private readonly slots = new UploadSlots(MOST_AT_ONCE, MOST_OF_ONE, FOR_GATEWAYS);
  private readonly gateways = new Set<string>();

  constructor(
    private readonly receiveMail: ReceiveMail,
    private readonly counts: IntakeCounts,
    @Optional() @Inject(Config) private readonly config?: Pick<Config, 'inboundEmailSecret'>,
  ) {}

  /**
   * Takes in one mail as it came (RFC 5322), up to 10 MB. The same mail again does nothing and is answered alike. 4xx but 429: bounce
   * it; 429 and 5xx: send it again later.
   */
  @Post()
  @HttpCode(202)
  @Accepts('message/rfc822')
  @ApiConsumes('message/rfc822')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({ name: SIGNATURE_HEADER, required: true })
  async receive(
    @Req() request: Request,
    @Headers(SIGNATURE_HEADER) header?: string,
    @Query('product') product?: unknown,
  ): Promise<ReceivedMail> {
    const secret = this.config?.inboundEmailSecret ?? null;
    if (secret === null) {
      const off = 'This hub takes in no mail: INBOUND_EMAIL_SECRET is not set.';
      throw new DomainError('not-found', 'support.inbound-email-off', off);
    }
    const signature = new MailSignature(header, secret, Date.now());
    // Kept until the mail is dealt with: reading it takes several times its size.
    const address = request.ip ?? '';
    const giveBack = this.slots.take(address, this.gateways.has(address) ? address : null);
    try {
      const raw = await readWhole(request, MOST_MEGABYTES, (chunk) => signature.update(chunk));
      signature.check();
      if (this.gateways.size < MOST_GATEWAYS) this.gateways.add(address);
      return await this.receiveMail.run({
        raw,
        product: typeof product === 'string' ? product : null,
        admit: (mailbox) => this.counts.countIdentifier(mailbox),
      });
    } finally {
      giveBack();
    }
  }
}
