import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { List, ListPage, ListRequest } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { InstanceAccess } from './instance-access.js';

const ALL = { instanceIds: null };

/** Lists and single rows below one instance; an instance that does not exist is not an empty list. */
@Injectable()
export class ReadConfiguration {
  constructor(
    private readonly database: Database,
    private readonly instances: InstanceAccess,
  ) {}

  async list<R>(list: List<R>, instanceId: string, query: ListRequest): Promise<ListPage<R>> {
    await this.instances.profile(instanceId);
    return list.run(this.database, query, ALL, { instanceId });
  }

  async one<R>(list: List<R>, instanceId: string, id: string): Promise<R> {
    const { data } = await list.run(this.database, list.parse({ id }), ALL, { instanceId });
    const [row] = data;
    if (row !== undefined) return row;
    throw new DomainError(
      'not-found',
      'marketplace.record-not-found',
      `There is no such record in ${list.definition.name}.`,
      { id },
    );
  }
}
