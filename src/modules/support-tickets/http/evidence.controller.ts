import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { currentActor, IdParam, Requires } from '../../../platform/http/index.js';
import { EvidenceDesk } from '../application/evidence-desk.js';
import { ReadTicket, type TicketView } from '../application/read-ticket.js';

@ApiTags('support')
@Controller('api/v1/support/tickets')
export class EvidenceController {
  constructor(
    private readonly desk: EvidenceDesk,
    private readonly read: ReadTicket,
  ) {}

  /** Looks again at what the report names; the ticket's `evidence` is new within seconds. */
  @Post(':id/evidence')
  @HttpCode(202)
  @Requires('tickets.write')
  async gather(@IdParam() id: string): Promise<TicketView> {
    await this.desk.gatherAgain(id, currentActor().name);
    return this.read.run(id);
  }
}
