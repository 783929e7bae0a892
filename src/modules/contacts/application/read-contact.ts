import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { contactList, type ContactView } from '../infrastructure/contact.list.js';

/** One contact, looking as it does in the list. */
@Injectable()
export class ReadContact {
  constructor(@Inject(Database) private readonly database: Database) {}

  async run(id: string): Promise<ContactView> {
    const { data } = await contactList.run(this.database, contactList.parse({ id }), { instanceIds: null });
    const [contact] = data;
    if (!contact) throw new DomainError('not-found', 'contacts.not-found', 'There is no such contact.', { id });
    return contact;
  }
}
