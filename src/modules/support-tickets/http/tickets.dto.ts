import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { TICKET_STATES, type TicketState } from '../domain/ticket-state.js';

export class AnswerBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(20_000)
  body!: string;

  /** A note among staff; the reporter never sees it. */
  @IsOptional()
  @IsBoolean()
  isInternal?: boolean;

  /** State to leave the ticket in; left out: it waits for the customer. */
  @IsOptional()
  @IsIn(TICKET_STATES)
  state?: TicketState;
}

export class MoveBody {
  @IsIn(TICKET_STATES)
  state!: TicketState;
}
