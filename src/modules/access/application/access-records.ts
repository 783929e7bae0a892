import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { apiKeyList, userList, type ApiKeyView, type UserView } from '../infrastructure/access.lists.js';

const EVERYTHING = { instanceIds: null };

/** One record looks as it does in its list. */
@Injectable()
export class AccessRecords {
  constructor(@Inject(Database) private readonly database: Database) {}

  async apiKey(id: string): Promise<ApiKeyView> {
    const { data } = await apiKeyList.run(this.database, apiKeyList.parse({ id }), EVERYTHING);
    const [key] = data;
    if (!key) throw new DomainError('not-found', 'access.no-such-key', 'There is no such API key.', { id });
    return key;
  }

  async user(id: string): Promise<UserView> {
    const { data } = await userList.run(this.database, userList.parse({ id }), EVERYTHING);
    const [user] = data;
    if (!user) throw new DomainError('not-found', 'access.no-such-user', 'There is no such user.', { id });
    return user;
  }
}
