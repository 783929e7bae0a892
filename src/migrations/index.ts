import type { MigrationInterface } from 'typeorm';
import { Marketplace1795223255855 } from './1795223255855-Marketplace.js';
import { Contacts1795223343582 } from './1795223343582-Contacts.js';
import { Catalog1795223343583 } from './1795223343583-Catalog.js';
import { Sales1795223343584 } from './1795223343584-Sales.js';
import { Accounting1795223919977 } from './1795223919977-Accounting.js';
import { AccountingRules1795223919978 } from './1795223919978-AccountingRules.js';
import { Inventory1795223919979 } from './1795223919979-Inventory.js';
import { InventoryRules1795223919980 } from './1795223919980-InventoryRules.js';
import { Access1795224100001 } from './1795224100001-Access.js';
import { IdempotencyKeys1795224100002 } from './1795224100002-IdempotencyKeys.js';
import { Outbox1795224856924 } from './1795224856924-Outbox.js';
import { Scheduling1795224858408 } from './1795224858408-Scheduling.js';
import { SupportTickets1795401000000 } from './1795401000000-SupportTickets.js';
import { TicketHandling1795500000000 } from './1795500000000-TicketHandling.js';
import { TicketAttachments1795500000001 } from './1795500000001-TicketAttachments.js';
import { InstanceIdentity1795500000002 } from './1795500000002-InstanceIdentity.js';
import { TicketEvidence1795500000003 } from './1795500000003-TicketEvidence.js';
import { TicketMail1795500000004 } from './1795500000004-TicketMail.js';
import { SupportKnowledge1795500000005 } from './1795500000005-SupportKnowledge.js';
import { RequestRush1795600000000 } from './1795600000000-RequestRush.js';
import { TicketMailKeys1795600000001 } from './1795600000001-TicketMailKeys.js';
import { MessageByMail1795600000002 } from './1795600000002-MessageByMail.js';

/** Every migration, oldest first; the class name carries its timestamp, which is what orders them. */
export const migrations: (new () => MigrationInterface)[] = [
  Marketplace1795223255855,
  Contacts1795223343582,
  Catalog1795223343583,
  Sales1795223343584,
  Accounting1795223919977,
  AccountingRules1795223919978,
  Inventory1795223919979,
  InventoryRules1795223919980,
  Access1795224100001,
  IdempotencyKeys1795224100002,
  Outbox1795224856924,
  Scheduling1795224858408,
  SupportTickets1795401000000,
  TicketHandling1795500000000,
  TicketAttachments1795500000001,
  InstanceIdentity1795500000002,
  TicketEvidence1795500000003,
  TicketMail1795500000004,
  SupportKnowledge1795500000005,
  RequestRush1795600000000,
  TicketMailKeys1795600000001,
  MessageByMail1795600000002,
];
