import { Money, newId } from '../../../shared-kernel/index.js';
import { FiscalPeriodRow } from '../infrastructure/fiscal-period.entity.js';
import { aPayment, anInvoice, openBooks, type Books } from '../testing/index.js';

const usd = (amount: string) => Money.of(amount, 'USD');
const sequenceOf = (number: string) => Number(number.split('/')[2]);

describe('posting when others post too', () => {
  let books: Books;

  beforeEach(async () => {
    books = await openBooks();
  }, 60_000);
  afterEach(async () => {
    await books.close();
  });

  const closeMonth = (startsOn: string, endsOn: string) =>
    books.database.transaction((tx) =>
      tx.insert(FiscalPeriodRow, [
        { id: newId(), companyId: books.company.id, startsOn, endsOn, state: 'closed', closedAt: new Date() },
      ]),
    );

  it('gives numbers without a gap or a double to workers that post at once, some of which roll back', async () => {
    const work = Array.from({ length: 30 }, (_, n) =>
      books.database.transaction(async (tx) => {
        const invoices = [anInvoice(books.company.id), anInvoice(books.company.id)];
        const payments = invoices.map((invoice) => aPayment(invoice, books.stripe.id));
        const posted = await books.facade.postDocuments(tx, { invoices, payments });
        if (n % 3 === 0) throw new Error('rolled back');
        return posted;
      }),
    );
    const done = (await Promise.allSettled(work)).flatMap((result) =>
      result.status === 'fulfilled' ? result.value : [],
    );
    const invoices = done.flatMap((posted) => [...posted.invoiceNumbers.values()]).map(sequenceOf);
    const payments = done
      .flatMap((posted) => [...posted.payments.values()])
      .map((payment) => sequenceOf(payment.number));
    const upTo40 = Array.from({ length: 40 }, (_, n) => n + 1);
    expect(invoices.sort((a, b) => a - b)).toEqual(upTo40);
    expect(payments.sort((a, b) => a - b)).toEqual(upTo40);
  });

  it('starts each year at 1', async () => {
    const drafts = ['2026-12-31', '2027-01-01', '2026-12-31'].map((day) =>
      anInvoice(books.company.id, { invoicedOn: day, dueOn: day }),
    );
    const numbers = await books.database.transaction((tx) => books.facade.postInvoices(tx, drafts));
    expect([...numbers.values()]).toEqual(['INV/2026/00001', 'INV/2027/00001', 'INV/2026/00002']);
  });

  it('lets one of two payments have what is open of an invoice', async () => {
    const invoice = anInvoice(books.company.id);
    await books.database.transaction((tx) => books.facade.postInvoices(tx, [invoice]));
    const pay = () =>
      books.database.transaction((tx) => books.facade.registerPayments(tx, [aPayment(invoice, books.stripe.id)]));
    const results = await Promise.allSettled([pay(), pay(), pay()]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'accounting.over-allocated' });
    }
    expect((await books.balances())['1100']).toBe('0.0000');
  });

  it('lets bare allocations that race settle no more than there is', async () => {
    const invoice = anInvoice(books.company.id);
    const payments = [1, 2, 3, 4].map(() =>
      aPayment(invoice, books.stripe.id, { amount: usd('4.00'), allocations: [] }),
    );
    await books.database.transaction((tx) => books.facade.postDocuments(tx, { invoices: [invoice], payments }));
    const allocate = (paymentId: string) =>
      books.database.transaction((tx) =>
        tx.execute(
          `INSERT INTO accounting.allocation (id, invoice_id, payment_id, amount, allocated_on) VALUES ($1, $2, $3, 4, '2026-11-20')`,
          [newId(), invoice.id, paymentId],
        ),
      );
    const results = await Promise.allSettled(payments.map((payment) => allocate(payment.id)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(2);
    const [stored] = await books.database.query('SELECT amount_open AS open FROM accounting.invoice WHERE id = $1', [
      invoice.id,
    ]);
    expect(stored).toEqual({ open: '2.0000' });
  });

  it('registers one payment for a source key that two workers bring at once', async () => {
    const invoice = anInvoice(books.company.id, { lines: [{ net: '50.00' }] });
    await books.database.transaction((tx) => books.facade.postInvoices(tx, [invoice]));
    const sourceKey = newId();
    const pay = () =>
      books.database.transaction((tx) =>
        books.facade.registerPayments(tx, [aPayment(invoice, books.stripe.id, { sourceKey, amount: usd('5.00') })]),
      );
    await Promise.allSettled([pay(), pay(), pay()]);
    expect((await books.balances())['1010']).toBe('5.0000');
    expect([...(await pay()).values()][0]?.isNew).toBe(false);
  });

  it('moves a document of a closed month to the next open day and says so', async () => {
    await closeMonth('2026-10-01', '2026-10-31');
    await closeMonth('2026-11-01', '2026-11-30');
    const invoice = anInvoice(books.company.id, { invoicedOn: '2026-10-15', dueOn: '2026-10-29' });
    await books.database.transaction((tx) => books.facade.postInvoices(tx, [invoice]));
    const [stored] = (await books.facade.invoicesOfOrders([invoice.orderId ?? ''])).get(invoice.orderId ?? '') ?? [];
    expect(stored).toMatchObject({ invoicedOn: '2026-12-01', movedFrom: '2026-10-15', number: 'INV/2026/00001' });
  });

  it('refuses an entry in a closed month whoever writes it', async () => {
    await closeMonth('2026-11-01', '2026-11-30');
    const write = books.database.query(
      `INSERT INTO accounting.ledger_entry
         (id, company_id, journal_id, number, document_kind, entered_on, reference, currency, total, document_total)
       VALUES ($1, $2, $3, 'X', 'manual', '2026-11-30', '', 'USD', 0, 0)`,
      [newId(), books.company.id, books.stripe.id],
    );
    await expect(write).rejects.toMatchObject({ constraint: 'ck_ledger_entry_period_open' });
  });

  it('never enters anything in a month that is being closed at the same time', async () => {
    const post = () => {
      const invoice = anInvoice(books.company.id);
      return books.database.transaction((tx) => books.facade.postInvoices(tx, [invoice]));
    };
    const before = [post(), post(), post()];
    const closing = closeMonth('2026-11-01', '2026-11-30');
    await Promise.all([...before, closing, post(), post(), post()]);
    const [late] = await books.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM accounting.ledger_entry e JOIN accounting.fiscal_period p ON e.entered_on BETWEEN p.starts_on AND p.ends_on
        WHERE e.xmin::text::bigint > p.xmin::text::bigint`,
    );
    const [all] = await books.database.query<{ n: number }>('SELECT count(*)::int AS n FROM accounting.ledger_entry');
    expect([late, all]).toEqual([{ n: 0 }, { n: 6 }]);
  });
});
