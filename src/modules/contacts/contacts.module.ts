import { Module } from '@nestjs/common';
import { constraintErrors } from '../../platform/database/index.js';
import { DomainError } from '../../shared-kernel/index.js';
import { ArchiveContact } from './application/archive-contact.use-case.js';
import { ChangeContact } from './application/change-contact.use-case.js';
import { ContactsFacade } from './application/contacts.facade.js';
import { CreateContact } from './application/create-contact.use-case.js';
import { ParentCheck } from './application/parent-check.js';
import { ReadContact } from './application/read-contact.js';
import { ContactsController } from './http/contacts.controller.js';
import { ContactStore } from './infrastructure/contact.store.js';

@Module({
  controllers: [ContactsController],
  providers: [ContactStore, ParentCheck, ReadContact, CreateContact, ChangeContact, ArchiveContact, ContactsFacade],
  exports: [ContactsFacade],
})
export class ContactsModule {}

constraintErrors.register({
  uq_contact_match_key: () =>
    new DomainError(
      'conflict',
      'contacts.already-there',
      'Another contact has the same name, e-mail, phone and address. Use that one, or tell them apart.',
    ),
});
