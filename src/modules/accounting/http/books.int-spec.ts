import { newId } from '../../../shared-kernel/index.js';
import { type AnsweredInvoice, RestBooks, usd } from '../testing/rest-books.js';

let books: RestBooks;
let app: RestBooks['app'];

beforeAll(async () => {
  books = await RestBooks.open();
  ({ app } = books);
}, 60_000);
afterAll(() => app.close());

describe('the books over REST', () => {
  it('have a trial balance of zero, aged receivables, a tax report and an export', async () => {
    const contactId = newId();
    await books.posted({ contactId, invoicedOn: '2026-09-01', reference: '=cmd()' });
    const get = (path: string) => app.http.get(`/api/v1/reports/${path}`).expect(200);
    const balance = (await get(`trial-balance?companyId=${books.companyId}&until=2999-12-31`)).body as {
      debit: object;
      credit: object;
    };
    expect(balance.debit).toEqual(balance.credit);
    const aged = (await get(`aged-receivables?companyId=${books.companyId}&until=2026-11-20`)).body as {
      rows: { contactId: string }[];
    };
    expect(aged.rows.find((row) => row.contactId === contactId)).toMatchObject({
      days61To90: usd('14.9400'),
      notDue: usd('0.0000'),
      total: usd('14.9400'),
    });
    const tax = await get(`tax?companyId=${books.companyId}&from=2026-09-01&to=2026-09-30`);
    expect(tax.body).toEqual({
      data: [{ taxId: books.taxId, name: 'VAT', rate: '20.0000', base: usd('12.4500'), tax: usd('2.4900') }],
    });
    const csv = await get(`journal?companyId=${books.companyId}&from=2026-09-01&to=2026-09-30`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [header, receivable, ...rest] = csv.text.trimEnd().split('\r\n');
    expect(header).toMatch(/^date,number,journal,reference,account/);
    expect(receivable).toMatch(
      /^2026-09-01,INV\/2026\/\d{5},INV,'=cmd\(\),1100,Accounts receivable,.*,14\.9400,0\.0000,USD,14\.9400,0\.0000,USD$/,
    );
    expect(rest).toHaveLength(2);
    await app.http.get('/api/v1/reports/trial-balance').expect(400);
    await app.http.get(`/api/v1/reports/tax?companyId=${newId()}&from=2026-09-01&to=2026-09-30`).expect(404);
  });

  it('close a month, move what comes late and open it again', async () => {
    const close = () =>
      app.http.post('/api/v1/fiscal-periods/close').send({ companyId: books.companyId, month: '2026-03' }).expect(200);
    const period = (await close()).body as { id: string };
    expect((await close()).body).toEqual(period);
    expect(await books.posted({ invoicedOn: '2026-03-31' })).toMatchObject({
      invoicedOn: '2026-04-01',
      movedFrom: '2026-03-31',
    });
    await app.http.post(`/api/v1/fiscal-periods/${period.id}/reopen`).expect(200);
    expect(await books.posted({ invoicedOn: '2026-03-31' })).toMatchObject({
      invoicedOn: '2026-03-31',
      movedFrom: null,
    });
    await app.http.post(`/api/v1/fiscal-periods/${period.id}/reopen`).expect(422);
    await app.http
      .post('/api/v1/fiscal-periods/close')
      .send({ companyId: books.companyId, month: '2026-13' })
      .expect(400);
  });

  it('are a chart, journals and taxes that people edit', async () => {
    const post = (path: string, body: object) =>
      app.http.post(`/api/v1/${path}`).send({ companyId: books.companyId, ...body });
    const account = (await post('accounts', { code: '1050', name: 'Cash', type: 'asset' }).expect(201))
      .body as AnsweredInvoice;
    expect((await post('accounts', { code: '1050', name: 'Till', type: 'asset' }).expect(409)).body).toMatchObject({
      code: 'accounting.account-code-taken',
    });
    const edit = (body: object) => app.http.patch(`/api/v1/accounts/${account.id}`).send({ version: 1, ...body });
    expect((await edit({ name: 'Cash box' }).expect(200)).body).toMatchObject({ name: 'Cash box', version: 2 });
    expect((await edit({ name: 'Till' }).expect(409)).body).toMatchObject({ code: 'accounting.changed-meanwhile' });
    await post('journals', { code: 'CASH', name: 'Cash', accountId: account.id }).expect(201);
    await post('journals', { code: 'CASH2', name: 'Cash', accountId: newId() }).expect(422);
    await post('taxes', { name: 'VAT', rate: '20', priceInclude: false }).expect(409);
    const tax = (await post('taxes', { name: 'Reduced', rate: '5', priceInclude: true }).expect(201))
      .body as AnsweredInvoice;
    await app.http.patch(`/api/v1/taxes/${tax.id}`).send({ version: 1, isActive: false }).expect(200);
    await post('exchange-rates', { currency: 'EUR', validOn: '2026-11-01', rate: '0.9' }).expect(201);
    await post('exchange-rates', { currency: 'EUR', validOn: '2026-11-01', rate: '0' }).expect(400);
    const foreign = await books.posted({
      currency: 'EUR',
      lines: [{ name: 'M', quantity: 1, unitPrice: { amount: '9', currency: 'EUR' } }],
    });
    expect((await app.http.get(`/api/v1/ledger-entries/${foreign.id}`).expect(200)).body).toMatchObject({
      total: usd('10.0000'),
      documentTotal: { amount: '9.0000', currency: 'EUR' },
    });
    const [receivable] = (
      (await app.http.get(`/api/v1/accounts?code=1100&companyId=${books.companyId}`).expect(200)).body as {
        data: AnsweredInvoice[];
      }
    ).data;
    await app.http.patch(`/api/v1/accounts/${receivable?.id}`).send({ version: 1, isActive: false }).expect(422);
    await app.http.patch(`/api/v1/companies/${books.companyId}`).send({ version: 1, currency: 'EUR' }).expect(422);
  });

  it('can be kept for a second company, which may become the default', async () => {
    const second = (
      await app.http.post('/api/v1/companies').send({ name: 'EU', currency: 'EUR', country: 'DE' }).expect(201)
    ).body as AnsweredInvoice;
    const { data } = (await app.http.get(`/api/v1/journals?companyId=${second.id}`).expect(200)).body as {
      data: { code: string }[];
    };
    expect(data.map((journal) => journal.code)).toEqual(['BNK1', 'EXCH', 'INV', 'MISC', 'RINV']);
    const change = (id: string, body: object) => app.http.patch(`/api/v1/companies/${id}`).send(body);
    await change(second.id, { version: 1, isDefault: true }).expect(200);
    expect((await app.http.get(`/api/v1/companies/${books.companyId}`).expect(200)).body).toMatchObject({
      isDefault: false,
    });
    await change(second.id, { version: 2, isDefault: false }).expect(422);
    expect(app.audit.map((entry) => entry.action)).toContain('company.created');
  });
});
