import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { invalidRequest, Public, Requires } from '../../../platform/http/index.js';
import { ChangeCause } from '../application/change-cause.use-case.js';
import { KnowledgeBook } from '../application/knowledge-book.js';
import type { StoredCause } from '../domain/known-cause.js';
import { KnownCauseBody, KnownCausesQuery, WithdrawCauseQuery } from './known-causes.dto.js';

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;
const LONGEST_CODE = 120;

/** Who of us wrote it is nobody else's business. */
type PublicCause = Omit<StoredCause, 'updatedBy'>;

/** What errors usually come from and how they are mended: for anybody who has one, before he writes a ticket. */
@ApiTags('support')
@Controller('api/v1/support/known-causes')
export class KnownCausesController {
  constructor(
    private readonly book: KnowledgeBook,
    private readonly change: ChangeCause,
  ) {}

  /** By code, all at once: there are a thousand at most, and they are in memory. */
  @Get()
  @Public()
  async all(@Query() { product, code }: KnownCausesQuery): Promise<{ data: PublicCause[] }> {
    const causes = (await this.book.causes()).filter(
      (cause) =>
        (code === undefined || cause.code === code) &&
        (product === undefined || cause.product === null || cause.product === product),
    );
    return { data: causes.map(({ updatedBy: _, ...cause }) => cause) };
  }

  @Put(':code')
  @Requires('support-policies.write')
  put(@Param('code') code: string, @Body() { version, ...cause }: KnownCauseBody): Promise<StoredCause> {
    if (code.length > LONGEST_CODE || !CODE.test(code)) {
      const message = 'A code is lower-case words with hyphens and at least one dot, e.g. bigcommerce.token-refused.';
      throw invalidRequest([{ field: 'code', code: 'code', message }]);
    }
    return this.change.put({ code, ...cause }, version);
  }

  /** Taken out for good: a start does not bring it back. */
  @Delete(':code')
  @HttpCode(204)
  @Requires('support-policies.write')
  async withdraw(@Param('code') code: string, @Query() { version }: WithdrawCauseQuery): Promise<void> {
    await this.change.withdraw(code, Number(version));
  }
}
