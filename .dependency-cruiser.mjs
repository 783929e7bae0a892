/**
 * Who may import whom (docs/architecture.md). Every rule here is seen failing by test/architecture/boundaries.spec.ts on a seeded
 * violation: a rule nobody has seen fail is a comment. An exception is a named line with its reason; the list only gets shorter.
 */
const MOD = '^src/modules/([^/]+)/';
const RECORDS = '^src/modules/(access|contacts|catalog|sales|inventory|accounting)/';
const SPEC = '[.-]spec\\.ts$|/testing/';
const deny = (name, from, to) => ({ name, severity: 'error', from, to });

export default {
  forbidden: [
    deny('no-cycles', {}, { circular: true }),
    deny('unresolvable', {}, { couldNotResolve: true }),
    // uuid reads ids, and a digest is a pure function that Node has built in; everything else in the kernel is its own.
    deny(
      'kernel-is-a-leaf',
      { path: '^src/shared-kernel/', pathNot: SPEC },
      { pathNot: '^src/shared-kernel/|node_modules/uuid/|^(node:)?crypto$' },
    ),
    deny(
      'platform-knows-no-business',
      { path: '^src/platform/' },
      { path: '^src/(modules|processes|demo)/|^src/app\\.' },
    ),
    deny(
      'only-base-is-shared',
      { path: MOD },
      { path: '^src/modules/', pathNot: '^src/modules/($1|marketplace-base)/' },
    ),
    deny('records-know-no-marketplace', { path: RECORDS }, { path: '^src/modules/marketplace-base/' }),
    deny(
      'public-surface-only',
      { path: '^src/(?:modules/([^/]+)/|processes/|[^/]+\\.ts$)' },
      { path: '^src/modules/', pathNot: '^src/modules/$1/|^src/modules/[^/]+/((contract|testing)/)?index\\.ts$' },
    ),
    deny('modules-ignore-processes', { path: MOD }, { path: '^src/(processes/|app\\.)' }),
    deny('index-hides-storage', { path: '^src/modules/[^/]+/index\\.ts$' }, { path: '/infrastructure/' }),
    deny(
      'domain-is-pure',
      { path: `${MOD}(domain|contract)/`, pathNot: SPEC },
      { pathNot: '^src/modules/($1/(domain|contract)|marketplace-base/contract)/|^src/shared-kernel/' },
    ),
    // A process plans in the words of several modules: their contracts, and no more than words.
    deny(
      'process-domain-is-pure',
      { path: '^src/processes/([^/]+)/domain/', pathNot: SPEC },
      { pathNot: '^src/processes/$1/domain/|^src/modules/[^/]+/(contract|domain)/|^src/shared-kernel/' },
    ),
    deny(
      'infrastructure-looks-down',
      { path: `${MOD}infrastructure/` },
      { path: '^src/modules/$1/(application|http|jobs)/' },
    ),
    deny('application-has-no-transport', { path: `${MOD}application/` }, { path: '^src/modules/$1/(http|jobs)/' }),
    deny(
      'typeorm-stays-below',
      { path: '^src/', pathNot: '/infrastructure/|^src/(platform/database|migrations)/|[.-]spec\\.ts$' },
      { path: 'node_modules/typeorm/' },
    ),
    deny(
      'bull-stays-in-the-queue',
      { path: '^src/', pathNot: '^src/platform/queue/' },
      { path: 'node_modules/(bull|@nestjs/bull)/' },
    ),
    deny(
      'axios-stays-in-outbound-http',
      { path: '^src/', pathNot: '^src/platform/outbound-http/' },
      { path: 'node_modules/axios/' },
    ),
    deny(
      'nodemailer-stays-in-mail',
      { path: '^src/', pathNot: '^src/platform/mail/' },
      { path: 'node_modules/nodemailer/' },
    ),
    deny('sandbox-stands-alone', { path: '^src/sandbox/' }, { path: '^src/', pathNot: '^src/sandbox/' }),
    deny('nobody-needs-the-sandbox', { path: '^src/', pathNot: '^src/sandbox/' }, { path: '^src/sandbox/' }),
    deny('demo-is-a-client', { path: '^src/demo/' }, { path: '^src/', pathNot: '^src/demo/' }),
    deny('testing-stays-in-tests', { path: '^src/', pathNot: SPEC }, { path: '/testing/' }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
