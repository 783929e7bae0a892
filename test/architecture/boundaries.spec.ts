import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

interface Report {
  summary: { violations: { rule: { name: string }; from: string }[]; totalCruised: number };
}

function cruise(folder: string): Report {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }).toString()) as Report;
  } catch (error) {
    // Violations end the tool with a non-zero code; the report is on its output all the same.
    return JSON.parse((error as { stdout: Buffer }).stdout.toString()) as Report;
  }
}

/** One file, or pair of files, that breaks each rule: what the rule is for, in code. */
const SEEDED: Record<string, Record<string, string>> = {
  'no-cycles': {
    'src/platform/a.ts': `export * from './b.js';`,
    'src/platform/b.ts': `export * from './a.js';`,
  },
  unresolvable: { 'src/platform/lost.ts': `export * from './nowhere.js';` },
  'kernel-is-a-leaf': { 'src/shared-kernel/leaf.ts': `import 'pg';` },
  'platform-knows-no-business': { 'src/platform/knows.ts': `import '../modules/sales/index.js';` },
  'only-base-is-shared': { 'src/modules/sales/application/peer.ts': `import '../../contacts/index.js';` },
  'records-know-no-marketplace': {
    'src/modules/sales/application/market.ts': `import '../../marketplace-base/index.js';`,
  },
  'public-surface-only': { 'src/processes/p/inner.ts': `import '../../modules/sales/application/deep.js';` },
  'modules-ignore-processes': { 'src/modules/sales/application/up.ts': `import '../../../processes/p/index.js';` },
  'index-hides-storage': { 'src/modules/contacts/index.ts': `import './infrastructure/row.entity.js';` },
  'domain-is-pure': { 'src/modules/sales/domain/impure.ts': `import 'node:fs';` },
  'process-domain-is-pure': { 'src/processes/p/domain/impure.ts': `import 'node:fs';` },
  'infrastructure-looks-down': { 'src/modules/sales/infrastructure/up.ts': `import '../application/deep.js';` },
  'application-has-no-transport': { 'src/modules/sales/application/http.ts': `import '../http/c.js';` },
  'typeorm-stays-below': { 'src/modules/sales/application/orm.ts': `import 'typeorm';` },
  'bull-stays-in-the-queue': { 'src/modules/sales/application/bull.ts': `import 'bull';` },
  'axios-stays-in-outbound-http': { 'src/modules/sales/application/axios.ts': `import 'axios';` },
  'nodemailer-stays-in-mail': { 'src/modules/sales/application/nodemailer.ts': `import 'nodemailer';` },
  'sandbox-stands-alone': { 'src/sandbox/peek.ts': `import '../platform/a.js';` },
  'nobody-needs-the-sandbox': { 'src/platform/sandbox.ts': `import '../sandbox/peek.js';` },
  'demo-is-a-client': { 'src/demo/peek.ts': `import '../platform/a.js';` },
  'testing-stays-in-tests': { 'src/modules/sales/application/t.ts': `import '../testing/builder.js';` },
};

/** Innocent files the seeds point at. */
const TARGETS = [
  'src/modules/sales/index.ts',
  'src/modules/sales/application/deep.ts',
  'src/modules/sales/http/c.ts',
  'src/modules/sales/testing/builder.ts',
  'src/modules/contacts/infrastructure/row.entity.ts',
  'src/modules/marketplace-base/index.ts',
  'src/processes/p/index.ts',
];

describe('the boundary gate', () => {
  let folder: string;
  let report: Report;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'longshore-boundaries-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
      copyFileSync(join(root, file), join(folder, file));
    const files = Object.assign(
      Object.fromEntries(TARGETS.map((file) => [file, 'export {};'])),
      ...Object.values(SEEDED),
    ) as Record<string, string>;
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    report = cruise(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.keys(SEEDED))('goes red when %s is broken', (rule) => {
    const files = Object.keys(SEEDED[rule] ?? {});
    const red = report.summary.violations
      .filter((violation) => violation.rule.name === rule)
      .map((violation) => violation.from);
    expect(red.some((from) => files.includes(from))).toBe(true);
  });

  it('has a seeded violation for each of its rules', async () => {
    const { default: config } = (await import(join(root, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    expect(config.forbidden.map((rule) => rule.name).sort()).toEqual(Object.keys(SEEDED).sort());
  });

  it('is green on src, and has looked at all of it', () => {
    const real = cruise(root);
    expect(real.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`)).toEqual([]);
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    // A compiler version the tool does not know makes it see nothing and say "no violations".
    expect(real.summary.totalCruised).toBeGreaterThanOrEqual(files.length);
  });
});
