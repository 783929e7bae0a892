import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'public';

/** A route for people and machines without a key (health, metrics, webhooks, ticket intake). Everything else names a permission. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
