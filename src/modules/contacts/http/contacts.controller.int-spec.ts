import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { ContactsModule } from '../index.js';

let app: RestApp;

beforeAll(async () => {
  app = await restApp(ContactsModule);
}, 60_000);

afterAll(() => app.close());

interface View {
  id: string;
  name: string;
  version: number;
  isArchived: boolean;
  email: string;
}

let next = 0;
const aBody = (over: object = {}) => ({
  kind: 'person',
  name: `Grace Hopper ${++next}`,
  email: `grace${next}@example.com`,
  city: 'Arlington',
  countryCode: 'US',
  ...over,
});

async function add(over: object = {}): Promise<View> {
  const answer = await app.http.post('/api/v1/contacts').send(aBody(over)).expect(201);
  return answer.body as View;
}

describe('contacts over REST', () => {
  it('creates and reads a contact, and says who did it', async () => {
    const made = await add({ name: 'Katherine Johnson' });

    const { body } = await app.http.get(`/api/v1/contacts/${made.id}`).expect(200);
    expect(body).toEqual(made);
    expect(body).toMatchObject({
      name: 'Katherine Johnson',
      street1: '',
      parentId: null,
      version: 1,
      isArchived: false,
    });
    expect(app.audit.filter((entry) => entry.recordId === made.id)).toMatchObject([
      { action: 'contact.created', recordType: 'contact' },
    ]);
  });

  it('refuses a contact that stands already, naming it', async () => {
    const made = await add({ name: 'Twin', email: 'twin@example.com' });
    const again = await app.http
      .post('/api/v1/contacts')
      .send(aBody({ name: 'twin', email: 'TWIN@example.com' }))
      .expect(409);
    expect(again.body).toMatchObject({ code: 'contacts.already-there', facts: { contactId: made.id } });
  });

  it.each<[string, object, string]>([
    ['an unknown field', { nickname: 'G' }, 'nickname'],
    ['an unknown kind', { kind: 'robot' }, 'kind'],
    ['a wrong e-mail', { email: 'nobody' }, 'email'],
    ['a country in words', { countryCode: 'usa' }, 'countryCode'],
    ['a number for text', { city: 7 }, 'city'],
    ['an empty name', { name: '' }, 'name'],
    ['null for a required text', { name: null }, 'name'],
  ])('refuses %s', async (_, over, field) => {
    const { body } = await app.http.post('/api/v1/contacts').send(aBody(over)).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  });

  it('keeps the family in order', async () => {
    const company = await add({ kind: 'company', email: '' });
    const person = await add({ parentId: company.id });
    await app.http
      .post('/api/v1/contacts')
      .send(aBody({ kind: 'company', parentId: person.id }))
      .expect(422);
    await app.http
      .post('/api/v1/contacts')
      .send(aBody({ parentId: newId() }))
      .expect(422);
    const children = await app.http.get(`/api/v1/contacts?parentId=${company.id}`).expect(200);
    expect((children.body as { data: View[] }).data.map((row) => row.id)).toEqual([person.id]);
  });

  it('changes a contact only for whoever read its last version', async () => {
    const made = await add();
    const change = { version: 1, phone: '+1 555 0100' };
    const url = `/api/v1/contacts/${made.id}`;
    const answers = await Promise.all([app.http.patch(url).send(change), app.http.patch(url).send(change)]);

    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const { body } = await app.http.get(url);
    expect(body).toMatchObject({ phone: '+1 555 0100', name: made.name, version: 2 });
    await app.http.patch(url).send({ phone: '1' }).expect(400);
  });

  it('matches a contact by what a person made of it, and refuses to make it another one', async () => {
    const first = await add({ name: 'Before' });
    const other = await add({ name: 'Other', email: first.email });
    const clash = await app.http.patch(`/api/v1/contacts/${other.id}`).send({ version: 1, name: 'before' }).expect(409);
    expect(clash.body).toMatchObject({ code: 'contacts.already-there', facts: { contactId: first.id } });

    await app.http.patch(`/api/v1/contacts/${first.id}`).send({ version: 1, name: 'After' }).expect(200);
    await app.http
      .post('/api/v1/contacts')
      .send(aBody({ name: 'AFTER', email: first.email }))
      .expect(409);
    await app.http
      .post('/api/v1/contacts')
      .send(aBody({ name: 'Before', email: first.email }))
      .expect(201);
  });

  it('archives and restores, as often as asked', async () => {
    const made = await add();
    for (const _ of [1, 2]) {
      const { body } = await app.http.post(`/api/v1/contacts/${made.id}/archive`).expect(200);
      expect(body).toMatchObject({ isArchived: true, version: 2 });
    }
    const archived = await app.http.get('/api/v1/contacts?isArchived=true').expect(200);
    expect((archived.body as { data: View[] }).data.map((row) => row.id)).toEqual([made.id]);
    const { body } = await app.http.post(`/api/v1/contacts/${made.id}/restore`).expect(200);
    expect(body).toMatchObject({ isArchived: false });
  });

  it('lists by name, e-mail and country, page by page', async () => {
    for (const name of ['Zoe Alpha', 'zoe beta', 'ZOE Gamma']) await add({ name, countryCode: 'NZ' });
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await app.http
        .get(`/api/v1/contacts?name=zoE&countryCode=NZ&sort=name&limit=2${cursor}`)
        .expect(200);
      const page = body as { data: View[]; page: { nextCursor: string | null } };
      names.push(...page.data.map((row) => row.name));
      cursor = page.page.nextCursor === null ? '' : `&cursor=${page.page.nextCursor}`;
    } while (cursor !== '' && names.length < 10);
    expect(names).toEqual(['Zoe Alpha', 'zoe beta', 'ZOE Gamma']);

    const made = await add();
    const byEmail = await app.http.get(`/api/v1/contacts?email=${made.email.toUpperCase()}`).expect(200);
    expect((byEmail.body as { data: View[] }).data.map((row) => row.id)).toEqual([made.id]);
  });

  it('says 404 for a contact that is not there and 400 for what is no id', async () => {
    await app.http.get(`/api/v1/contacts/${newId()}`).expect(404);
    await app.http.patch(`/api/v1/contacts/${newId()}`).send({ version: 1, name: 'x' }).expect(404);
    await app.http.get('/api/v1/contacts/42').expect(400);
  });
});
