import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public, Requires } from '../../../platform/http/index.js';
import { PolicyBook } from '../application/policy-book.js';
import { PublishPolicy } from '../application/publish-policy.use-case.js';
import type { PublishedPolicy } from '../domain/policy.js';
import { PublishPolicyBody } from './policies.dto.js';

/** What a form needs to draw itself, and what anybody may hold us to. */
@ApiTags('support')
@Controller('api/v1/support/policies')
export class PoliciesController {
  constructor(
    private readonly book: PolicyBook,
    private readonly publish: PublishPolicy,
  ) {}

  @Get()
  @Public()
  async all(): Promise<{ data: PublishedPolicy[] }> {
    return { data: await this.book.all() };
  }

  @Get(':product')
  @Public()
  one(@Param('product') product: string): Promise<PublishedPolicy> {
    return this.book.of(product);
  }

  /** The next version of a product's policy. Tickets stay under the version they came under. */
  @Post()
  @Requires('support-policies.write')
  add(@Body() { product, title, connector, policy }: PublishPolicyBody): Promise<PublishedPolicy> {
    return this.publish.run({ key: product, title, connector }, policy);
  }
}
