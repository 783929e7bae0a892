import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import { IsDay } from '../../../platform/http/index.js';
import type { ReportDetails } from '../application/complete-report.use-case.js';
import type { Report } from '../domain/report.js';

const LONG_TEXT = 20_000;
const CHECKLIST_ANSWERS = ['yes', 'no', 'not-possible'] as const;
const MOST_CHECKLIST_ITEMS = 50;

function IsChecklist(): PropertyDecorator {
  return ValidateBy({
    name: 'isChecklist',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        Object.keys(value).length <= MOST_CHECKLIST_ITEMS &&
        Object.entries(value).every(([key, answer]) => key.length <= 60 && CHECKLIST_ANSWERS.includes(answer as never)),
      defaultMessage: () => 'checklist takes the keys of the policy’s checklist with "yes", "no" or "not-possible".',
    },
  });
}

/** The parts of a report that may be missing; the policy of the product says which of them it wants. */
export class ReportDetailsBody {
  @IsOptional()
  @IsString()
  @MaxLength(60)
  platformVersion?: string | null;

  @IsOptional()
  @IsIn(['enterprise', 'community'])
  platformEdition?: 'enterprise' | 'community' | null;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  moduleVersion?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  storeHash?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  storefrontUrl?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  accountName?: string | null;

  /** Order or invoice number of the purchase. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  purchaseReference?: string | null;

  @IsOptional()
  @IsDay()
  purchaseDate?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  description?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  expectedResult?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  stepsToReproduce?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  orderReferences?: string[];

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  logs?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  thirdPartyModules?: string[];

  /** Answers to the policy's checklist, by the keys of its items. */
  @IsOptional()
  @IsObject()
  @IsChecklist()
  checklist?: Report['checklist'];
}

/** A report as a form or a program sends it. Only who writes and what about is asked for; the rest may be missing. */
export class OpenTicketBody extends ReportDetailsBody {
  /** Key of a support product, e.g. `bigcommerce`. */
  @IsString()
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'product is the key of a support product, e.g. bigcommerce' })
  @MaxLength(60)
  product!: string;

  @IsString()
  @Matches(/\S/, { message: 'name is empty' })
  @MaxLength(200)
  name!: string;

  @IsEmail()
  @MaxLength(320)
  email!: string;

  @IsString()
  @Matches(/\S/, { message: 'subject is empty' })
  @MaxLength(300)
  subject!: string;

  /** Left empty by people; what a program writes here gives it away. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  website?: string;
}

export class TicketMessageBody {
  @IsString()
  @Matches(/\S/, { message: 'body is empty' })
  @MaxLength(LONG_TEXT)
  body!: string;
}

/** Only what was sent; null is nothing to say. */
export function detailsOf(body: ReportDetailsBody): ReportDetails {
  const said = Object.entries(body).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(said) as ReportDetails;
}

export function reportOf(body: OpenTicketBody): Report {
  return {
    subject: body.subject,
    platformVersion: body.platformVersion ?? null,
    platformEdition: body.platformEdition ?? null,
    moduleVersion: body.moduleVersion ?? null,
    storeHash: body.storeHash ?? null,
    storefrontUrl: body.storefrontUrl ?? null,
    accountName: body.accountName ?? null,
    purchaseReference: body.purchaseReference ?? null,
    purchaseDate: body.purchaseDate ?? null,
    description: body.description ?? null,
    expectedResult: body.expectedResult ?? null,
    stepsToReproduce: body.stepsToReproduce ?? null,
    orderReferences: body.orderReferences ?? [],
    logs: body.logs ?? null,
    thirdPartyModules: body.thirdPartyModules ?? [],
    checklist: body.checklist ?? {},
    attachments: [],
  };
}
