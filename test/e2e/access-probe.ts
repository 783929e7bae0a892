import { Body, Controller, Get, HttpCode, Inject, Module, Post, Put, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Database } from '../../src/platform/database/index.js';
import {
  Access,
  CurrentAccess,
  defineList,
  Idempotency,
  IdParam,
  InstanceScope,
  IsDay,
  IsInstant,
  ListQuery,
  Public,
  Requires,
  type ListRequest,
} from '../../src/platform/http/index.js';
import { DomainError, newId } from '../../src/shared-kernel/index.js';

class ProbeLine {
  @IsString()
  @MaxLength(20)
  sku!: string;

  @IsInt()
  @Min(1)
  quantity!: number;
}

class ProbeAddress {
  @IsString()
  city!: string;
}

export class ProbeBody {
  @IsString()
  @MaxLength(50)
  name!: string;

  @IsOptional()
  @IsInt()
  stock?: number;

  @IsOptional()
  @IsIn(['inc', 'ex'])
  side?: string;

  @IsOptional()
  @IsBoolean()
  isFragile?: boolean;

  @IsOptional()
  @IsInstant()
  orderedAt?: string;

  @IsOptional()
  @IsDay()
  dueOn?: string;

  @IsOptional()
  @IsString({ each: true })
  tags?: string[];

  @IsOptional()
  @ValidateNested()
  @Type(() => ProbeAddress)
  address?: ProbeAddress;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => ProbeLine)
  lines?: ProbeLine[];
}

class SlowQuery {
  @IsOptional()
  @IsIn(['all', 'none'])
  which?: string;
}

const probeList = defineList<{ id: string; name: string }>({
  name: 'probes',
  from: 'probe.thing t',
  columns: { id: 't.id', name: 't.name' },
  filters: { name: { column: 't.name', type: 'text', match: 'contains' } },
  sorts: { name: { column: 't.name', type: 'text' } },
  defaultSort: 'name',
  tieBreak: 't.id',
  instanceColumn: 't.instance_id',
});

/** Stands for the controllers of the other modules, doing the things that go wrong in them. */
@Controller('api/v1/probes')
export class ProbeController {
  static failures: unknown[] = [];
  static calls = 0;
  static gate: Promise<void> = Promise.resolve();

  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Requires('orders.read')
  list(@ListQuery(probeList) query: ListRequest, @CurrentAccess() access: Access) {
    return probeList.run(this.database, query, access);
  }

  @Get('slow')
  @Requires('orders.read')
  slow(@Query() query: SlowQuery) {
    return query;
  }

  @Get(':id')
  @Requires('orders.read')
  one(@IdParam() id: string) {
    return { id };
  }

  @Post()
  @Requires('orders.write')
  async create(@Body() body: ProbeBody) {
    const id = newId();
    await this.database.query('INSERT INTO probe.thing (id, name, stock, due_on) VALUES ($1, $2, $3, $4)', [
      id,
      body.name,
      body.stock ?? 1,
      body.dueOn ?? null,
    ]);
    return {
      id,
      tags: (body.tags ?? []).map((tag) => tag),
      lines: (body.lines ?? []).length,
      city: body.address?.city ?? null,
    };
  }

  @Post('act')
  @HttpCode(202)
  @Requires('orders.write')
  async act() {
    ProbeController.calls++;
    await ProbeController.gate;
    const failure = ProbeController.failures.shift();
    if (failure !== undefined) throw failure;
    return { call: ProbeController.calls, at: new Date(0), amount: '1.10' };
  }

  @Post('secret')
  @Requires('orders.write')
  @Idempotency('answer-not-kept')
  secret() {
    ProbeController.calls++;
    return { secret: 'canary' };
  }

  @Put('sql')
  @Requires('orders.write')
  async sql(@Body() body: ProbeBody) {
    return this.database.query(body.name);
  }

  @Post('open')
  @Public()
  open(@Body() body: ProbeBody) {
    ProbeController.calls++;
    return { name: body.name };
  }
}

@Controller('api/v1/instances/:instanceId/probes')
@InstanceScope('instanceId')
export class InstanceProbeController {
  @Get()
  @Requires('instances.read')
  read(@IdParam('instanceId') instanceId: string) {
    return { instanceId };
  }

  @Post('move')
  @Requires('instances.read')
  move(@CurrentAccess() access: Access, @Body() body: ProbeBody) {
    access.requireInstance(body.name);
    return {};
  }
}

@Module({ controllers: [ProbeController, InstanceProbeController] })
export class ProbeModule {}

export const PROBE_SCHEMA = [
  'CREATE SCHEMA probe',
  `CREATE TABLE probe.thing (id uuid PRIMARY KEY, name text NOT NULL, stock smallint NOT NULL, due_on date, instance_id uuid,
     CONSTRAINT uq_thing_name UNIQUE (name), CONSTRAINT ck_thing_stock CHECK (stock >= 0))`,
];

export const teapot = (): DomainError => new DomainError('conflict', 'probe.busy', 'The probe is busy.', { id: 7 });
