import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay } from '../../../platform/http/index.js';
import {
  CHANNELS,
  EXCLUSION_KEYS,
  REPORT_FIELDS,
  SELF_CHECK_KEYS,
  TRACK_KEYS,
  type ExclusionKey,
  type PaidTrack,
  type ReportField,
  type SelfCheckKey,
} from '../domain/policy.js';

const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MOST = 50;

class SentenceBody {
  /** By which decisions cite the sentence, e.g. "4.1". */
  @Matches(/^\d{1,2}(\.\d{1,2}){0,2}$/, { message: 'number is a sentence number such as 4.1' })
  number!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  text!: string;
}

class ExclusionBody extends SentenceBody {
  @IsIn(EXCLUSION_KEYS)
  key!: ExclusionKey;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  @IsArray()
  @ArrayMaxSize(MOST)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  examples!: string[];
}

class ChannelBody {
  @IsIn(CHANNELS)
  key!: (typeof CHANNELS)[number];

  @IsString()
  @MaxLength(1_000)
  text!: string;
}

class RequiredBody extends SentenceBody {
  @IsIn(REPORT_FIELDS)
  field!: ReportField;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  label!: string;

  @IsString()
  @MaxLength(1_000)
  help!: string;

  @IsIn(['critical', 'wanted'])
  level!: 'critical' | 'wanted';
}

class ChecklistItemBody extends SentenceBody {
  @Matches(KEY, { message: 'key is lower-case words with hyphens' })
  @MaxLength(60)
  key!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  label!: string;

  @IsBoolean()
  whenPossible!: boolean;

  @IsOptional()
  @IsIn(SELF_CHECK_KEYS)
  selfCheck: SelfCheckKey | null = null;
}

class RegionBody {
  @Matches(/^[A-Z]{2}$/, { message: 'country is two capital letters (ISO 3166-1)' })
  country!: string;

  @IsOptional()
  @IsString()
  @MaxLength(10)
  state: string | null = null;
}

class CalendarBody {
  @IsString()
  @MaxLength(60)
  timeZone!: string;

  /** 1 is Monday, 7 is Sunday. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  workdays!: number[];

  @IsOptional()
  @ValidateNested()
  @Type(() => RegionBody)
  region: RegionBody | null = null;

  @IsArray()
  @ArrayMaxSize(400)
  @IsDay({ each: true })
  closed!: string[];

  @IsArray()
  @ArrayMaxSize(400)
  @IsDay({ each: true })
  open!: string[];
}

class ResponseBody extends SentenceBody {
  @IsInt()
  @Min(1)
  @Max(240)
  hours!: number;

  @IsDefined()
  @ValidateNested()
  @Type(() => CalendarBody)
  calendar!: CalendarBody;
}

class TrackBody extends SentenceBody {
  @IsIn(TRACK_KEYS)
  key!: PaidTrack['key'];

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;
}

class PolicyBody {
  @IsInt()
  @Min(0)
  @Max(3_650)
  coverageDays!: number;

  @IsDefined()
  @ValidateNested()
  @Type(() => SentenceBody)
  freeCover!: SentenceBody;

  @IsDefined()
  @ValidateNested()
  @Type(() => SentenceBody)
  versionCover!: SentenceBody;

  @IsArray()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => SentenceBody)
  covers!: SentenceBody[];

  @IsDefined()
  @ValidateNested()
  @Type(() => SentenceBody)
  bug!: SentenceBody;

  @IsArray()
  @ArrayMaxSize(MOST)
  @ArrayUnique((exclusion: ExclusionBody) => exclusion.key)
  @ValidateNested({ each: true })
  @Type(() => ExclusionBody)
  exclusions!: ExclusionBody[];

  @IsDefined()
  @ValidateNested()
  @Type(() => SentenceBody)
  externalCause!: SentenceBody;

  @IsArray()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => ChannelBody)
  channels!: ChannelBody[];

  @IsArray()
  @ArrayMaxSize(MOST)
  @ArrayUnique((required: RequiredBody) => required.field)
  @ValidateNested({ each: true })
  @Type(() => RequiredBody)
  required!: RequiredBody[];

  @IsDefined()
  @ValidateNested()
  @Type(() => SentenceBody)
  delayWarning!: SentenceBody;

  @IsArray()
  @ArrayMaxSize(MOST)
  @ArrayUnique((item: ChecklistItemBody) => item.key)
  @ValidateNested({ each: true })
  @Type(() => ChecklistItemBody)
  checklist!: ChecklistItemBody[];

  @IsDefined()
  @ValidateNested()
  @Type(() => ResponseBody)
  response!: ResponseBody;

  @IsArray()
  @ArrayMaxSize(MOST)
  @ArrayUnique((track: TrackBody) => track.key)
  @ValidateNested({ each: true })
  @Type(() => TrackBody)
  paidTracks!: TrackBody[];

  @IsOptional()
  @ValidateNested()
  @Type(() => SentenceBody)
  onboarding: SentenceBody | null = null;

  @IsArray()
  @ArrayMaxSize(MOST)
  @IsString({ each: true })
  @MaxLength(30, { each: true })
  supportedPlatformVersions!: string[];

  @IsArray()
  @ArrayMaxSize(MOST)
  @IsString({ each: true })
  @MaxLength(30, { each: true })
  supportedModuleVersions!: string[];
}

export class PublishPolicyBody {
  /** Key of the product; one that nobody knows yet is added. */
  @Matches(KEY, { message: 'product is lower-case words with hyphens, e.g. bigcommerce' })
  @MaxLength(60)
  product!: string;

  /** Of a new product; one that stands keeps its title. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  @IsOptional()
  @Matches(KEY)
  @MaxLength(60)
  connector: string | null = null;

  @IsDefined()
  @ValidateNested()
  @Type(() => PolicyBody)
  policy!: PolicyBody;
}
