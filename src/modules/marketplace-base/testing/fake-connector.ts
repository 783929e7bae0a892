import type {
  Connector,
  ConnectionReport,
  Disposition,
  InstanceRef,
  MasterDataKind,
  ProblemMeaning,
  RemoteMasterData,
  SelfCheckFinding,
} from '../contract/index.js';

/** A failure of the fake store; like a careless vendor it repeats the token it was sent. */
export class FakeFailure extends Error {
  constructor(
    readonly verdict: Disposition['do'],
    readonly token: string,
    readonly afterMs?: number,
  ) {
    super(`refused: token ${token}`);
  }
}

type MasterData = { [K in MasterDataKind]: RemoteMasterData[K][] };

/** A marketplace in memory, written by hand: what it holds, and what goes wrong, is for the test to say. */
export class FakeConnector implements Connector {
  readonly key = 'fake';
  readonly label = 'Fake';
  readonly credentialFields = [
    { name: 'shop', label: 'Shop', secret: false, required: true, identifies: true, pattern: '^[a-z0-9]+$' } as const,
    { name: 'accessToken', label: 'Access Token', secret: true, required: true },
    { name: 'url', label: 'URL', secret: false, required: false, defaultValue: 'https://fake.example' },
  ];
  /** Findings of its own. */
  further: SelfCheckFinding[] = [];
  readonly selfCheck = {
    meaning: (code: string): ProblemMeaning =>
      code === 'fake.token-refused'
        ? { key: 'credentials', result: 'failed' }
        : { key: 'credentials', result: 'unknown' },
    more: (): Promise<SelfCheckFinding[]> => Promise.resolve(this.further),
  };
  readonly orders = {
    neverImportStatusIds: ['0'],
    defaultStatusIds: ['11'],
    cancelledStatusIds: ['5', '6'],
    page: () => Promise.reject(new Error('The tests use an operation of their own.')),
    one: () => Promise.resolve(null),
    map: () => {
      throw new Error('The tests use an operation of their own.');
    },
  };

  data: MasterData = aStore();
  /** Kinds that fail, and how. */
  readonly broken = new Map<MasterDataKind | 'test', Disposition['do']>();
  readonly read: MasterDataKind[] = [];
  /** Called before every answer; a test may wait here. */
  before: (what: MasterDataKind | 'test') => Promise<void> = () => Promise.resolve();

  readonly masterData = {
    read: async <K extends MasterDataKind>(instance: InstanceRef, kind: K): Promise<readonly RemoteMasterData[K][]> => {
      await this.before(kind);
      this.read.push(kind);
      this.failIf(kind, instance);
      return this.data[kind];
    },
  };

  async testConnection(instance: InstanceRef): Promise<ConnectionReport> {
    await this.before('test');
    if (this.broken.has('test')) {
      const message = `The token ${instance.credentials['accessToken']} is refused. Enter another.`;
      return { ok: false, problems: [{ code: 'fake.token-refused', message, endpoint: 'GET /store' }], store: null };
    }
    const store = {
      name: 'Fake store',
      url: 'https://fake.example',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      countryCode: 'DE',
      weightUnit: 'KGS',
      pricesIncludeTax: true,
    };
    return { ok: true, problems: [], store };
  }

  classify(error: unknown): Disposition {
    if (error instanceof FakeFailure) {
      return {
        do: error.verdict,
        afterMs: error.afterMs,
        code: `fake.${error.verdict}`,
        message: `The store refused the token ${error.token}. Mend it.`,
        vendorMessage: `bad token ${error.token}`,
        endpoint: 'GET /things',
      };
    }
    const message = 'The fake store failed in a way nobody knows.';
    return { do: 'give-up', code: 'fake.unexpected', message, vendorMessage: '', endpoint: '' };
  }

  private failIf(kind: MasterDataKind, instance: InstanceRef): void {
    const verdict = this.broken.get(kind);
    if (verdict) throw new FakeFailure(verdict, instance.credentials['accessToken'] ?? '');
  }
}

export function aStore(): MasterData {
  return {
    'order-statuses': [
      { remoteId: '5', name: 'Cancelled', customLabel: '', position: 1 },
      { remoteId: '11', name: 'Awaiting Fulfillment', customLabel: 'To pack', position: 2 },
    ],
    channels: [{ remoteId: '1', name: 'Web', type: 'storefront', platform: 'own', status: 'active' }],
    locations: [
      { remoteId: '1', code: 'MAIN', name: 'Main', isDefault: true, active: true },
      { remoteId: '2', code: 'SIDE', name: 'Side', isDefault: false, active: true },
    ],
    'tax-classes': [{ remoteId: '0', name: 'Default' }],
    categories: [
      { remoteId: '10', parentRemoteId: null, name: 'Knobs', visible: true },
      { remoteId: '11', parentRemoteId: '10', name: 'Brass', visible: true },
    ],
    brands: [{ remoteId: '7', name: 'Tidewater' }],
  };
}
