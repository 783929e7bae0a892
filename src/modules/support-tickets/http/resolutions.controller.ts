import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Database } from '../../../platform/database/index.js';
import { IdParam, Requires } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { Suggest, type StaffSuggestions } from '../application/suggest.js';
import { WriteResolution } from '../application/write-resolution.use-case.js';
import { ResolutionStore, type Resolution } from '../infrastructure/resolution.store.js';

export class ResolutionBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(5_000)
  cause!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(5_000)
  fix!: string;

  /** Written for everyone's eyes: title, cause and fix are shown to other reporters. No names, numbers or stores in them then. */
  @IsBoolean()
  isPublic!: boolean;
}

/** What resolved tickets teach, and what is known about one that is not. */
@ApiTags('support')
@Controller('api/v1/support/tickets')
export class ResolutionsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly suggest: Suggest,
    private readonly write: WriteResolution,
    private readonly resolutions: ResolutionStore,
  ) {}

  @Get(':id/suggestions')
  @Requires('tickets.read')
  suggestions(@IdParam() id: string): Promise<StaffSuggestions> {
    return this.suggest.forStaff(id);
  }

  @Get(':id/resolution')
  @Requires('tickets.read')
  async one(@IdParam() id: string): Promise<Resolution> {
    const found = await this.resolutions.of(this.database, id);
    if (found) return found;
    throw new DomainError(
      'not-found',
      'support.no-resolution',
      'Nobody has written down how this ticket was resolved.',
      {
        id,
      },
    );
  }

  @Put(':id/resolution')
  @Requires('tickets.write')
  put(@IdParam() id: string, @Body() text: ResolutionBody): Promise<Resolution> {
    return this.write.run(id, text);
  }
}
