import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import type { Company, Journal } from '../../../modules/accounting/contract/index.js';
import { SalesFacade, SalesModule } from '../../../modules/sales/index.js';
import type { SaleOrderDraft } from '../../../modules/sales/contract/index.js';
import { anOrder, anOrderLine } from '../../../modules/sales/testing/index.js';
import { ConfigModule, loadConfig } from '../../../platform/config/index.js';
import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { Money, newId } from '../../../shared-kernel/index.js';
import { InvoiceOrdersModule } from '../index.js';

let app: RestApp;
let sales: SalesFacade;
let accounting: AccountingFacade;
let company: Company;
let bank: Journal;

beforeAll(async () => {
  app = await restApp(ConfigModule.with(loadConfig({})), SalesModule, InvoiceOrdersModule);
  sales = app.get(SalesFacade);
  accounting = app.get(AccountingFacade);
  company = await accounting.defaultCompany();
  bank = (await accounting.journals([company.id])).find(({ kind }) => kind === 'bank') as Journal;
}, 60_000);

afterAll(() => app.close());

const usd = (amount: string) => ({ amount, currency: 'USD' });
const url = (id: string, what: 'invoice' | 'payment') => `/api/v1/sale-orders/${id}/${what}`;
const invoice = (id: string, body?: object) => {
  const sent = app.http.post(url(id, 'invoice'));
  return body ? sent.send(body) : sent;
};
const pay = (id: string, over: object = {}) =>
  app.http
    .post(url(id, 'payment'))
    .send({ journalId: bank.id, amount: usd('22'), paidOn: '2026-11-20', reference: 'Wire 7', ...over });
/** Holds the numbers back until all have come as far as they can, so that they really meet. */
async function allAtOnce(count: number, send: () => PromiseLike<Response>): Promise<Response[]> {
  const [answers] = await app.database.transaction(async (tx) => {
    await tx.query('SELECT 1 FROM accounting.number_sequence FOR UPDATE');
    const sent = Promise.all(Array.from({ length: count }, () => Promise.resolve(send())));
    await sleep(300);
    return [sent];
  });
  return answers;
}
const codeOf = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as { code: string }).code];
const documentsOf = async (id: string) => (await accounting.invoicesOfOrders([id])).get(id) ?? [];
const auditOf = (id: string) => app.audit.filter(({ recordId }) => recordId === id);
const balances = async () => {
  const { rows, debit, credit } = await accounting.trialBalance(company.id, '2999-12-31');
  return {
    byCode: new Map(rows.map((row) => [row.code, row.debit.minus(row.credit)])),
    isBalanced: debit.equals(credit),
  };
};

/** 22.00 USD, confirmed. */
async function stored(over: Partial<SaleOrderDraft> = {}): Promise<string> {
  const order = anOrder({ companyId: company.id, ...over });
  await app.database.transaction((tx) => sales.createOrders(tx, [order]));
  return order.id;
}

/** The same amounts in another currency. */
function storedIn(currency: string): Promise<string> {
  const money = (amount: string) => Money.of(amount, currency);
  const amounts = { net: money('20'), tax: money('2'), gross: money('22') };
  const line = anOrderLine({ ...amounts, unitPrice: money('10'), discount: money('0') });
  return stored({ ...amounts, currency, lines: [line] });
}

describe('invoicing an order', () => {
  it('posts its lines and says so on the timeline and in the audit trail', async () => {
    const id = await stored();
    const answer = await invoice(id, { invoicedOn: '2026-11-20', dueOn: '2026-12-20' }).expect(201);
    expect(answer.body).toMatchObject({
      orderId: id,
      kind: 'invoice',
      state: 'posted',
      number: expect.stringMatching(/^INV\/2026\/\d{5}$/) as string,
      invoicedOn: '2026-11-20',
      net: usd('20.0000'),
      tax: usd('2.0000'),
      gross: usd('22.0000'),
      open: usd('22.0000'),
    });
    const { id: invoiceId } = answer.body as { id: string };
    const [row] = await app.database.query<{ due: string; reference: string; lines: number }>(
      `SELECT i.due_on::text AS due, i.reference, count(l.*)::int AS lines FROM accounting.invoice i
         JOIN accounting.invoice_line l ON l.invoice_id = i.id WHERE i.id = $1 GROUP BY i.id`,
      [invoiceId],
    );
    expect(row).toEqual({ due: '2026-12-20', reference: expect.stringMatching(/^S\d{5}$/) as string, lines: 1 });
    expect(auditOf(invoiceId)).toMatchObject([{ action: 'invoice.posted', recordType: 'invoice' }]);
    const timeline = await app.http.get(`/api/v1/sale-orders/${id}/timeline`);
    expect((timeline.body as { data: object[] }).data).toMatchObject([
      { code: 'orders.invoiced', facts: { invoiceId, by: expect.any(String) as string } },
    ]);
  });

  it('happens once when it is asked for at once, and leaves no gap in the numbers', async () => {
    const id = await stored();
    const answers = await allAtOnce(4, () => invoice(id));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(codeOf(answers.find(({ status }) => status === 409) as (typeof answers)[0])[1]).toBe(
      'orders.already-invoiced',
    );
    expect(await documentsOf(id)).toHaveLength(1);
    const [row] = await app.database.query<{ last: number; posted: number }>(
      `SELECT max(s.last_number) AS last, (SELECT count(*)::int FROM accounting.invoice WHERE kind = 'invoice') AS posted
         FROM accounting.number_sequence s JOIN accounting.journal j ON j.id = s.journal_id WHERE j.code = 'INV'`,
    );
    expect(row?.last).toBe(row?.posted);
  });

  it('gives the same answer for the same Idempotency-Key', async () => {
    const id = await stored();
    const send = () => invoice(id).set('Idempotency-Key', 'invoice-1');
    const [first, second] = [await send().expect(201), await send().expect(201)];
    expect(second.body).toEqual(first.body);
    expect(await documentsOf(id)).toHaveLength(1);
  });

  it.each(['quotation', 'cancelled', 'done'] as const)('is refused while the order is %s', async (state) => {
    const id = await stored({ state });
    expect(codeOf(await invoice(id))).toEqual([409, 'orders.not-confirmed']);
    expect(await documentsOf(id)).toEqual([]);
  });

  it('is refused for an unknown order, and for one of an instance that the key may not see', async () => {
    expect(codeOf(await invoice(newId()))).toEqual([404, 'sales.order-not-found']);
    const mine = newId();
    const id = await stored({ source: { instanceId: newId(), remoteId: '1' } });
    await invoice(id).set('x-instances', mine).expect(404);
    await pay(id).set('x-instances', mine).expect(404);
    await invoice(id).expect(201);
    await pay(id).set('x-instances', mine).expect(404);
  });

  it.each<[string, object, string]>([
    ['a day that does not exist', { invoicedOn: '2026-02-30' }, 'invoicedOn'],
    ['a due day before it', { invoicedOn: '2026-11-20', dueOn: '2026-11-19' }, 'dueOn'],
    ['a total of its own', { gross: usd('1') }, 'gross'],
  ])('is refused with %s', async (_, body, field) => {
    const answer = await invoice(await stored(), body).expect(400);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toEqual([field]);
  });
});

describe('paying an order', () => {
  it('settles its invoice in parts, never by more than is open', async () => {
    const id = await stored();
    await invoice(id).expect(201);
    const first = await pay(id, { amount: usd('12.50') }).expect(201);
    expect(first.body).toMatchObject({
      orderId: id,
      number: expect.stringMatching(/^BNK1\/2026\/\d{5}$/) as string,
      amount: usd('12.5000'),
      invoice: { open: usd('9.5000') },
    });
    expect(codeOf(await pay(id, { amount: usd('9.51') }))).toEqual([422, 'orders.paid-too-much']);
    await pay(id, { amount: usd('9.50') }).expect(201);
    expect(codeOf(await pay(id, { amount: usd('0.01') }))).toEqual([409, 'orders.no-open-invoice']);
    expect(auditOf((first.body as { id: string }).id)).toMatchObject([{ action: 'payment.registered' }]);
  });

  it('is registered once when it is asked for at once', async () => {
    const [id, before] = [await stored(), await stored()];
    await invoice(id).expect(201);
    await invoice(before).expect(201);
    await pay(before).expect(201);
    const answers = await allAtOnce(3, () => pay(id));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await documentsOf(id)).toMatchObject([{ open: { units: 0n } }]);
  });

  it('is refused without an invoice', async () => {
    expect(codeOf(await pay(await stored()))).toEqual([409, 'orders.no-open-invoice']);
    expect(codeOf(await pay(newId()))).toEqual([404, 'sales.order-not-found']);
  });

  it.each<[string, () => object, number, string, string]>([
    [
      'another currency',
      () => ({ amount: { amount: '22', currency: 'EUR' } }),
      422,
      'orders.wrong-currency',
      'amount.currency',
    ],
    ['nothing', () => ({ amount: usd('0') }), 400, 'orders.nothing-paid', 'amount.amount'],
    ['less than nothing', () => ({ amount: usd('-1') }), 400, 'orders.nothing-paid', 'amount.amount'],
    ['a journal nobody has', () => ({ journalId: newId() }), 422, 'orders.unusable-journal', 'journalId'],
    ['a float', () => ({ amount: 22 }), 400, 'request.invalid', 'amount'],
    ['no day', () => ({ paidOn: undefined }), 400, 'request.invalid', 'paidOn'],
  ])('is refused with %s', async (_, over, status, code, field) => {
    const id = await stored();
    await invoice(id).expect(201);
    const answer = await pay(id, over());
    expect(codeOf(answer)).toEqual([status, code]);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
    expect(await documentsOf(id)).toMatchObject([{ open: { amount: '22.0000' } }]);
  });

  it('is refused in a journal where no money lands', async () => {
    const id = await stored();
    await invoice(id).expect(201);
    const journals = await accounting.journals([company.id]);
    const journalId = journals.find(({ kind }) => kind === 'miscellaneous')?.id;
    expect(codeOf(await pay(id, { journalId }))).toEqual([422, 'orders.unusable-journal']);
  });
});

describe('an order in another currency than the company', () => {
  const rate = (currency: string, day: string, value: string) =>
    app.database.query(
      'INSERT INTO accounting.exchange_rate (id, company_id, currency, valid_on, rate) VALUES ($1, $2, $3, $4, $5)',
      [newId(), company.id, currency, day, value],
    );

  it('is refused until there is a rate', async () => {
    const id = await storedIn('CHF');
    expect(codeOf(await invoice(id))).toEqual([409, 'orders.exchange-rate-missing']);
    await rate('CHF', '2020-01-01', '0.8');
    expect((await invoice(id).expect(201)).body).toMatchObject({ rate: '0.8000000000', gross: { amount: '22.0000' } });
  });

  it('is booked at the rate of each day, and what the days differ by is an exchange difference', async () => {
    await rate('EUR', '2026-01-01', '0.5');
    await rate('EUR', '2026-02-01', '0.4');
    const before = await balances();
    const id = await storedIn('EUR');
    await invoice(id, { invoicedOn: '2026-01-15' }).expect(201);
    await pay(id, { amount: { amount: '22', currency: 'EUR' }, paidOn: '2026-02-15' }).expect(201);
    const after = await balances();
    const of = ({ byCode }: typeof after, code: string) => byCode.get(code) ?? Money.zero(company.currency);
    const moved = (code: string) => of(after, code).minus(of(before, code)).amount;
    // 22 EUR were 44 USD when they were invoiced and 55 USD when they came.
    expect([moved('1000'), moved('1100'), moved('6900')]).toEqual(['55.0000', '0.0000', '-11.0000']);
    expect(after.isBalanced).toBe(true);
  });
});
