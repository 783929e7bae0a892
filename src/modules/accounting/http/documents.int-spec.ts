import { newId } from '../../../shared-kernel/index.js';
import { type AnsweredInvoice, invoiceOf, RestBooks, usd } from '../testing/rest-books.js';

let books: RestBooks;
let app: RestBooks['app'];

beforeAll(async () => {
  books = await RestBooks.open();
  ({ app } = books);
}, 60_000);
afterAll(() => app.close());

describe('invoices over REST', () => {
  it('are drafted, changed and posted, and final from then on', async () => {
    const first = await books.draft();
    expect(first).toMatchObject({
      state: 'draft',
      number: null,
      net: usd('12.4500'),
      tax: usd('2.4900'),
      gross: usd('14.9400'),
      paymentState: 'not-paid',
    });
    const { companyId: _, ...body } = books.body({ version: first.version, lines: [books.line({ quantity: 1 })] });
    const changed = await app.http.put(`/api/v1/invoices/${first.id}`).send(body).expect(200);
    expect(changed.body).toMatchObject({ gross: usd('4.9800'), lines: [{ quantity: 1 }] });
    await app.http.put(`/api/v1/invoices/${first.id}`).send(body).expect(409);
    const final = await app.http.post(`/api/v1/invoices/${first.id}/post`).expect(200);
    expect(final.body).toMatchObject({
      state: 'posted',
      number: expect.stringMatching(/^INV\/2026\/\d{5}$/) as string,
    });
    const again = await app.http
      .put(`/api/v1/invoices/${first.id}`)
      .send({ ...body, version: 3 })
      .expect(422);
    expect(again.body).toMatchObject({ code: 'accounting.posted-is-final' });
    await app.http.delete(`/api/v1/invoices/${first.id}`).expect(422);
    const twice = await app.http.post(`/api/v1/invoices/${first.id}/post`).expect(422);
    expect(twice.body).toMatchObject({ code: 'accounting.illegal-state-change' });
    const entry = await app.http.get(`/api/v1/ledger-entries/${first.id}`).expect(200);
    expect(entry.body).toMatchObject({
      number: invoiceOf(final).number,
      total: usd('4.9800'),
      lines: [
        { accountCode: '1100', debit: usd('4.9800') },
        { accountCode: '4000', credit: usd('4.1500') },
        { accountCode: '2100', credit: usd('0.8300'), taxId: books.taxId },
      ],
    });
  });

  it('round what cannot be paid to the currency in a line of its own', async () => {
    const invoice = await books.draft({
      pricesIncludeTax: false,
      lines: [books.line({ quantity: 1, unitPrice: usd('1.0123') })],
    });
    expect(invoice).toMatchObject({
      gross: usd('1.2100'),
      lines: [{ kind: 'goods' }, { kind: 'rounding', net: usd('-0.0048') }],
    });
  });

  it('can be thrown away while they are drafts, without leaving a gap', async () => {
    const before = Number((await books.posted()).number.slice(-5));
    const { id } = await books.draft();
    await app.http.delete(`/api/v1/invoices/${id}`).expect(204);
    await app.http.get(`/api/v1/invoices/${id}`).expect(404);
    expect(Number((await books.posted()).number.slice(-5))).toBe(before + 1);
  });

  it('are taken back in full by a credit note', async () => {
    const invoice = await books.posted();
    const answer = await app.http.post(`/api/v1/invoices/${invoice.id}/credit-note`).send({}).expect(201);
    expect(answer.body).toMatchObject({
      kind: 'credit-note',
      number: expect.stringMatching(/^RINV\/\d{4}\/\d{5}$/) as string,
      reversesId: invoice.id,
      gross: usd('14.9400'),
      open: usd('0.0000'),
    });
    expect(await books.read(invoice.id)).toMatchObject({
      state: 'reversed',
      paymentState: 'reversed',
      open: usd('0.0000'),
    });
    const twice = await app.http.post(`/api/v1/invoices/${invoice.id}/credit-note`).send({}).expect(422);
    expect(twice.body).toMatchObject({ code: 'accounting.credited-already' });
  });

  it('leave a credit note open for a refund when they had been paid', async () => {
    const invoice = await books.posted();
    await books
      .pay({ amount: usd('14.94'), allocations: [{ invoiceId: invoice.id, amount: usd('14.94') }] })
      .expect(201);
    const note = invoiceOf(await app.http.post(`/api/v1/invoices/${invoice.id}/credit-note`).send({}).expect(201));
    expect(note.open.amount).toBe('14.9400');
    const refund = {
      direction: 'outbound',
      amount: usd('14.94'),
      allocations: [{ invoiceId: note.id, amount: usd('14.94') }],
    };
    await books.pay(refund).expect(201);
    expect(await books.read(note.id)).toMatchObject({ paymentState: 'paid', allocations: [{ invoiceId: note.id }] });
  });

  it.each([
    ['an unknown field', { colour: 'red' }, 400],
    [
      'an amount that is a number',
      { lines: [{ name: 'Mug', quantity: 1, unitPrice: { amount: 4.15, currency: 'USD' } }] },
      400,
    ],
    ['a day that does not exist', { invoicedOn: '2026-02-30' }, 400],
    ['no lines', { lines: [] }, 400],
    ['an amount in another currency', { currency: 'EUR', rate: '0.9' }, 422],
    [
      'a discount larger than the line',
      { lines: [{ name: 'M', quantity: 1, unitPrice: usd('1'), discount: usd('2') }] },
      422,
    ],
    [
      'a currency without a rate',
      { currency: 'GBP', lines: [{ name: 'M', quantity: 1, unitPrice: { amount: '1', currency: 'GBP' } }] },
      422,
    ],
    ['a company that does not exist', { companyId: newId() }, 404],
    ['a tax that does not exist', { lines: [{ name: 'M', quantity: 1, unitPrice: usd('1'), taxId: newId() }] }, 404],
  ])('refuse %s', async (_, over, status) => {
    await app.http.post('/api/v1/invoices').send(books.body(over)).expect(status);
  });

  it('are listed with filters and by page', async () => {
    const contactId = newId();
    const ids = [
      (await books.posted({ contactId })).id,
      (await books.draft({ contactId })).id,
      (await books.posted({ contactId })).id,
    ];
    const list = async (query: string) =>
      (await app.http.get(`/api/v1/invoices?contactId=${contactId}${query}`).expect(200)).body as {
        data: AnsweredInvoice[];
        page: { nextCursor: string };
      };
    expect((await list('')).data.map((invoice) => invoice.id)).toEqual([...ids].reverse());
    expect((await list('&isOpen=true')).data).toHaveLength(2);
    expect((await list('&state=draft')).data.map((invoice) => invoice.id)).toEqual([ids[1]]);
    const page = await list('&limit=2&sort=createdAt');
    expect(
      (await list(`&limit=2&sort=createdAt&cursor=${page.page.nextCursor}`)).data.map((invoice) => invoice.id),
    ).toEqual([ids[2]]);
    await app.http.get('/api/v1/invoices?colour=red').expect(400);
  });

  it('are not shown to a key that may see some instances only', async () => {
    for (const path of [
      'invoices',
      'payments',
      'allocations',
      'ledger-entries',
      `reports/trial-balance?companyId=${books.companyId}`,
    ]) {
      await app.http.get(`/api/v1/${path}`).set('x-instances', newId()).expect(403);
    }
  });
});

describe('payments over REST', () => {
  it('settle invoices in parts, at once or later', async () => {
    const invoice = await books.posted();
    const answer = await books
      .pay({
        amount: usd('20.00'),
        allocations: [{ invoiceId: invoice.id, amount: usd('4.94') }],
      })
      .expect(201);
    const payment = answer.body as { id: string; number: string };
    expect(answer.body).toMatchObject({ open: usd('15.0600'), allocations: [{ amount: usd('4.9400') }] });
    expect(await books.read(invoice.id)).toMatchObject({ paymentState: 'partial', open: usd('10.0000') });
    const allocate = (amount: string) =>
      app.http.post(`/api/v1/payments/${payment.id}/allocations`).send({ invoiceId: invoice.id, amount: usd(amount) });
    const tooMuch = await allocate('10.01').expect(422);
    expect(tooMuch.body).toMatchObject({ code: 'accounting.over-allocated' });
    await allocate('10.00').expect(201);
    expect(await books.read(invoice.id)).toMatchObject({ paymentState: 'paid', allocations: [{}, {}] });
    const [later] = (
      (await app.http.get(`/api/v1/allocations?paymentId=${payment.id}`).expect(200)).body as { data: { id: string }[] }
    ).data;
    const entry = await app.http.get(`/api/v1/ledger-entries/${later?.id}`).expect(200);
    expect(entry.body).toMatchObject({
      documentKind: 'allocation',
      lines: [
        { accountCode: '2300', debit: usd('10.0000') },
        { accountCode: '1100', credit: usd('10.0000') },
      ],
    });
  });

  it('are made once for one Idempotency-Key', async () => {
    const body = { amount: usd('1.00'), contactId: newId() };
    const send = () => books.pay(body).set('Idempotency-Key', 'pay-once').expect(201);
    const [first, second] = [await send(), await send()];
    expect((second.body as AnsweredInvoice).id).toBe((first.body as AnsweredInvoice).id);
  });

  it.each([
    ['nothing', { amount: usd('0') }, 'accounting.bad-payment'],
    ['less than nothing', { amount: usd('-1') }, 'accounting.bad-payment'],
    ['money without a place to land', { amount: usd('1'), journalId: null }, 'accounting.journal-without-account'],
  ])('refuse %s', async (_, over, code) => {
    expect((await books.pay(over).expect(422)).body).toMatchObject({ code });
  });
});
