import { type DataSource } from 'typeorm';
import { createDataSource, Database } from '../../../platform/database/index.js';
import { testDatabase, type TestDatabase } from '../../../platform/database/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { matchKeyOf, type ContactDraft } from '../contract/index.js';
import { ContactsFacade } from './contacts.facade.js';

let server: TestDatabase;
let dataSource: DataSource;
let database: Database;
let contacts: ContactsFacade;

beforeAll(async () => {
  server = await testDatabase();
  dataSource = await createDataSource({ url: server.url }).initialize();
  database = new Database(dataSource);
  contacts = new ContactsFacade(database);
}, 60_000);

afterAll(async () => {
  await dataSource.destroy();
  await server.close();
});

function aContact(over: Partial<ContactDraft> = {}): ContactDraft {
  const parts = {
    name: 'Ada Lovelace',
    company: '',
    email: 'ada@example.com',
    phone: '',
    street1: '1 Main St',
    street2: '',
    city: 'Austin',
    state: 'Texas',
    postalCode: '78701',
    countryCode: 'US',
  };
  const draft = { id: newId(), kind: 'person' as const, parentId: null, ...parts, ...over };
  return { ...draft, matchKey: over.matchKey ?? matchKeyOf(draft.kind, draft) };
}

const ensure = (drafts: ContactDraft[]) => database.transaction((tx) => contacts.ensure(tx, drafts));
const count = async (email: string) =>
  (await database.query<{ n: number }>('SELECT count(*)::int AS n FROM contacts.contact WHERE email = $1', [email]))[0]
    ?.n;

describe('ContactsFacade.ensure', () => {
  it('writes a contact with its company and address, children under parents whatever their order in the list', async () => {
    const company = aContact({ kind: 'company', name: 'Analytical Engines', email: '' });
    const person = aContact({ email: 'tree@example.com', parentId: company.id });
    const delivery = aContact({ kind: 'delivery', email: 'tree@example.com', city: 'Dallas', parentId: person.id });

    const ids = await ensure([delivery, person, company]);

    const stored = await contacts.get([...ids.values()]);
    expect(ids.get(delivery.id)).toBe(delivery.id);
    expect(stored.get(delivery.id)).toMatchObject({
      parentId: person.id,
      city: 'Dallas',
      kind: 'delivery',
      archived: false,
    });
    expect(stored.get(person.id)?.parentId).toBe(company.id);
  });

  it('gives back the contact that stands, within a list and over lists, and hangs new children on it', async () => {
    const first = aContact({ email: 'twice@example.com' });
    const again = aContact({ email: 'TWICE@example.com ' });
    const ids = await ensure([first, again]);
    expect(ids.get(again.id)).toBe(first.id);

    const later = aContact({ email: 'twice@example.com' });
    const child = aContact({ kind: 'delivery', email: 'twice@example.com', city: 'Waco', parentId: later.id });
    const laterIds = await ensure([later, child]);

    expect(laterIds.get(later.id)).toBe(first.id);
    expect((await contacts.get([child.id])).get(child.id)?.parentId).toBe(first.id);
    expect(await contacts.findByMatchKeys([first.matchKey, 'nobody'])).toEqual(new Map([[first.matchKey, first.id]]));
  });

  it('refuses a company under a person', async () => {
    const person = aContact({ email: 'wrong@example.com' });
    const company = aContact({ kind: 'company', name: 'Upside Down', parentId: person.id });
    await expect(ensure([person, company])).rejects.toMatchObject({ code: 'contacts.wrong-parent' });
  });

  it('lets workers bring the same contacts at once, in any order: each is written once and all agree', async () => {
    const draftsOf = (reverse: boolean): ContactDraft[] => {
      const drafts = Array.from({ length: 60 }, (_, n) => {
        const person = aContact({ email: 'race@example.com', street1: `${n} Race St` });
        const address = { email: 'race@example.com', street1: `${n} Side St`, parentId: person.id };
        return [person, aContact({ kind: 'delivery', ...address })];
      }).flat();
      return reverse ? drafts.reverse() : drafts;
    };
    const lists = [draftsOf(false), draftsOf(true), draftsOf(false), draftsOf(true)];

    let attempts = 0;
    const results = await Promise.all(
      lists.map((list) =>
        database.transaction((tx) => {
          attempts++;
          return contacts.ensure(tx, list);
        }),
      ),
    );

    // A deadlock would have made the unit of work try again.
    expect(attempts).toBe(lists.length);
    expect(await count('race@example.com')).toBe(120);
    const standing = lists.map((list, index) =>
      Object.fromEntries(list.map((draft) => [draft.matchKey, results[index]?.get(draft.id)])),
    );
    for (const other of standing) expect(other).toEqual(standing[0]);
    const stored = await contacts.get(Object.values(standing[0] ?? {}) as string[]);
    const orphans = [...stored.values()].filter((row) => row.kind === 'delivery' && !stored.has(row.parentId ?? ''));
    expect(orphans).toEqual([]);
  });
});
