import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { EXCLUSION_KEYS, TRACK_KEYS } from '../domain/policy.js';
import type { Coverage } from '../domain/report.js';
import { LINK_KINDS, type LinkKind } from '../domain/ticket-link.js';
import { PRIORITIES, type Priority } from '../domain/ticket.js';
import { TICKET_STATES, type TicketState } from '../domain/ticket-state.js';

export class AnswerBody {
  @IsString()
  @Matches(/\S/, { message: 'body is empty' })
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

export class ChangeTicketBody {
  /** As it was read. */
  @IsInt()
  version!: number;

  @IsOptional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /** Who looks after it; null: nobody. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  assignedTo?: string | null;
}

const COVERAGE_STATES = ['free', 'expired', 'excluded', 'needs-info'] as const;
const EXCLUSIONS = [...EXCLUSION_KEYS, 'version-not-bought'] as const;

export class DecisionBody {
  @IsIn(COVERAGE_STATES)
  coverage!: Coverage['state'];

  /** Of an excluded ticket. */
  @IsOptional()
  @IsIn(EXCLUSIONS)
  exclusion?: Coverage['exclusion'];

  @IsOptional()
  @IsIn(TRACK_KEYS)
  suggestedTrack?: (typeof TRACK_KEYS)[number] | null;

  /** Why, for staff. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason!: string;
}

export class MergeBody {
  /** Id of the ticket that goes on. */
  @IsUUID()
  into!: string;
}

export class LinkBody {
  @IsIn(LINK_KINDS)
  kind!: LinkKind;

  @IsUUID()
  recordId!: string;
}
