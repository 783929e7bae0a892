import { Money, newId } from '../../../shared-kernel/index.js';
import type { Tx } from '../../../platform/database/index.js';
import type { InvoiceDraft } from '../contract/index.js';
import { aPayment, anInvoice, openBooks, type Books } from '../testing/index.js';

const usd = (amount: string) => Money.of(amount, 'USD');

describe('AccountingFacade', () => {
  let books: Books;

  beforeEach(async () => {
    books = await openBooks();
  }, 60_000);
  afterEach(async () => {
    await books.close();
  });

  const post = (...invoices: InvoiceDraft[]) =>
    books.database.transaction((tx) => books.facade.postInvoices(tx, invoices));

  it('starts with a default company, its chart and its journals, once however many processes start', async () => {
    const second = await openBooks((books.database.dataSource.options as { url: string }).url);
    expect(await second.facade.companies()).toHaveLength(1);
    expect(second.company).toMatchObject({ name: 'Main company', currency: 'USD', isDefault: true });
    expect((await second.facade.journals([second.company.id])).map((journal) => journal.code)).toEqual([
      'BNK1',
      'BNK2',
      'EXCH',
      'INV',
      'MISC',
      'RINV',
    ]);
    await second.close();
  });

  it('posts invoices in list order with numbers without gaps, and books receivable, income and tax', async () => {
    const invoices = [
      anInvoice(books.company.id, {
        lines: [
          { net: '100.00', tax: '20.00' },
          { kind: 'shipping', net: '5.00', tax: '1.00' },
          { kind: 'discount', net: '-10.00', tax: '-2.00' },
        ],
      }),
      anInvoice(books.company.id),
      anInvoice(books.company.id, { lines: [{ kind: 'gift-certificate', net: '25.00' }] }),
    ];
    const numbers = await post(...invoices);
    expect(invoices.map((invoice) => numbers.get(invoice.id))).toEqual([
      'INV/2026/00001',
      'INV/2026/00002',
      'INV/2026/00003',
    ]);
    expect(await books.balances()).toEqual({
      '1100': '149.0000',
      '2100': '-19.0000',
      '2200': '-25.0000',
      '4000': '-110.0000',
      '4010': '-5.0000',
      '4090': '10.0000',
    });
  });

  it('settles invoices of the same batch and leaves nothing open', async () => {
    const invoice = anInvoice(books.company.id, { lines: [{ net: '30.00' }] });
    const payments = [
      aPayment(invoice, books.stripe.id, { amount: usd('18.00') }),
      aPayment(invoice, books.stripe.id, { kind: 'store-credit', journalId: null, amount: usd('7.00') }),
      aPayment(invoice, books.stripe.id, { kind: 'gift-certificate', journalId: null, amount: usd('5.00') }),
    ];
    const posted = await books.database.transaction((tx) =>
      books.facade.postDocuments(tx, { invoices: [invoice], payments }),
    );
    expect(payments.map((payment) => posted.payments.get(payment.id)?.number)).toEqual([
      'BNK2/2026/00001',
      'MISC/2026/00001',
      'MISC/2026/00002',
    ]);
    expect(await books.balances()).toEqual({
      '1010': '18.0000',
      '1100': '0.0000',
      '2200': '5.0000',
      '2210': '7.0000',
      '4000': '-30.0000',
    });
    const [stored] = (await books.facade.invoicesOfOrders([invoice.orderId ?? ''])).get(invoice.orderId ?? '') ?? [];
    expect(stored?.open.amount).toBe('0.0000');
  });

  it('keeps what settles nothing as a prepayment', async () => {
    const invoice = anInvoice(books.company.id);
    await post(invoice);
    const payment = aPayment(invoice, books.stripe.id, {
      amount: usd('12.50'),
      allocations: [{ invoiceId: invoice.id, amount: usd('10.00') }],
    });
    await books.database.transaction((tx) => books.facade.registerPayments(tx, [payment]));
    expect(await books.balances()).toMatchObject({ '1010': '12.5000', '1100': '0.0000', '2300': '-2.5000' });
  });

  it('registers a payment once however often its source key comes', async () => {
    const invoice = anInvoice(books.company.id);
    await post(invoice);
    const sourceKey = `${newId()}:gateway`;
    const draft = () => aPayment(invoice, books.stripe.id, { sourceKey });
    const first = draft();
    const twice = [first, draft()];
    const register = (tx: Tx) => books.facade.registerPayments(tx, twice);
    const once = await books.database.transaction(register);
    const again = await books.database.transaction((tx) => books.facade.registerPayments(tx, [draft()]));
    expect(once.get(first.id)).toEqual({ id: first.id, number: 'BNK2/2026/00001', isNew: true });
    expect(once.get(twice[1]?.id ?? '')).toEqual({ id: first.id, number: 'BNK2/2026/00001', isNew: false });
    expect([...again.values()]).toEqual([{ id: first.id, number: 'BNK2/2026/00001', isNew: false }]);
    expect(await books.balances()).toMatchObject({ '1010': '10.0000', '1100': '0.0000' });
  });

  it('refuses an invoice whose lines are not its totals', async () => {
    const wrong = { ...anInvoice(books.company.id), gross: usd('11.00'), net: usd('11.00') };
    await expect(post(wrong)).rejects.toMatchObject({ code: 'accounting.lines-disagree' });
  });

  it('books a document of nothing without ledger lines', async () => {
    const numbers = await post(anInvoice(books.company.id, { lines: [{ net: '0' }] }));
    expect([...numbers.values()]).toEqual(['INV/2026/00001']);
    expect(await books.balances()).toEqual({});
  });

  it('makes one tax and one journal for what two batches ask for at once', async () => {
    const companyId = books.company.id;
    const ask = () =>
      books.database.transaction(async (tx) => {
        const taxes = await books.facade.ensureTaxes(tx, [
          { companyId, name: 'Reduced', rate: '5', priceInclude: true },
          { companyId, name: 'Standard', rate: '20.00', priceInclude: false },
        ]);
        const journals = await books.facade.ensureGatewayJournal(tx, [
          { companyId, gateway: 'PayPal' },
          { companyId, gateway: 'Stripe' },
        ]);
        return { taxes, journals };
      });
    const answers = await Promise.all([ask(), ask(), ask(), ask()]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.taxes.map((tax) => tax.rate)).toEqual(['5.0000', '20.0000']);
    expect(answers[0]?.journals.map((journal) => journal.code)).toEqual(['BNK3', 'BNK2']);
  });

  it('finds a tax that a person switched off instead of making its twin, and says so', async () => {
    const wanted = { companyId: books.company.id, name: 'Old rate', rate: '19', priceInclude: false };
    const ensure = () => books.database.transaction((tx) => books.facade.ensureTaxes(tx, [wanted]));
    const [made] = await ensure();
    expect(made).toMatchObject({ isActive: true });
    await books.database.query('UPDATE accounting.tax SET is_active = false WHERE id = $1', [made?.id]);
    expect(await ensure()).toEqual([{ ...made, isActive: false }]);
  });

  it('keeps both currencies on every line and settles an order paid at its own rate to zero', async () => {
    const invoice = anInvoice(books.company.id, {
      currency: 'EUR',
      rate: '0.91',
      lines: [
        { net: '10.01', tax: '2.00' },
        { kind: 'shipping', net: '3.33', tax: '0.67' },
      ],
    });
    const payment = aPayment(invoice, books.stripe.id);
    await books.database.transaction((tx) =>
      books.facade.postDocuments(tx, { invoices: [invoice], payments: [payment] }),
    );
    // 16.01 EUR / 0.91 = 17.5934 USD
    expect(await books.balances()).toEqual({
      '1010': '17.5934',
      '1100': '0.0000',
      '2100': '-2.9341',
      '4000': '-11.0000',
      '4010': '-3.6593',
    });
  });

  it('takes what the rates of invoice and payment disagree by to exchange gains and losses', async () => {
    const invoice = anInvoice(books.company.id, { currency: 'EUR', rate: '0.80', lines: [{ net: '80.00' }] });
    await post(invoice);
    const payment = aPayment(invoice, books.stripe.id, { rate: '0.64' });
    await books.database.transaction((tx) => books.facade.registerPayments(tx, [payment]));
    expect(await books.balances()).toEqual({
      '1010': '125.0000',
      '1100': '0.0000',
      '4000': '-100.0000',
      '6900': '-25.0000',
    });
  });
});
