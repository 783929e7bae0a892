import { Money, newId } from '../../../shared-kernel/index.js';
import { aPayment, anInvoice, openBooks, type Books } from '../testing/index.js';

const usd = (amount: string) => Money.of(amount, 'USD');

/** What the database refuses whoever writes to it (accounting.md §4). */
describe('the rules of the books', () => {
  let books: Books;
  const invoice = () => anInvoice(books.company.id, { lines: [{ net: '10.00', tax: '2.00' }] });
  const refusal = (constraint: string) => ({ constraint });

  beforeAll(async () => {
    books = await openBooks();
  }, 60_000);
  afterAll(async () => {
    await books.close();
  });

  const posted = async () => {
    const draft = invoice();
    const payment = aPayment(draft, books.stripe.id, { amount: usd('5.00') });
    await books.database.transaction((tx) =>
      books.facade.postDocuments(tx, { invoices: [draft], payments: [payment] }),
    );
    return { draft, payment };
  };

  /** An entry by hand: amounts of its lines as [debit, credit, document debit, document credit]. */
  const entry = async (total: string, lines: readonly (readonly string[])[]) => {
    const id = newId();
    const [account] = await books.database.query<{ id: string }>(
      'SELECT id FROM accounting.account WHERE company_id = $1 LIMIT 1',
      [books.company.id],
    );
    await books.database.transaction(async (tx) => {
      await tx.execute(
        `INSERT INTO accounting.ledger_entry
           (id, company_id, journal_id, number, document_kind, entered_on, reference, currency, total, document_total)
         VALUES ($1::uuid, $2, $3, $1::text, 'manual', '2026-11-20', '', 'USD', $4, $4)`,
        [id, books.company.id, books.stripe.id, total],
      );
      await tx.execute(
        `INSERT INTO accounting.ledger_line (entry_id, position, account_id, debit, credit, document_debit, document_credit)
         SELECT $1, n, $2, d, c, dd, dc FROM unnest($3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[])
           WITH ORDINALITY AS l(d, c, dd, dc, n)`,
        [id, account?.id, ...[0, 1, 2, 3].map((column) => lines.map((line) => line[column]))],
      );
    });
    return { id, accountId: account?.id };
  };
  const balanced = [
    ['7', '0', '7', '0'],
    ['0', '7', '0', '7'],
  ];

  it.each([
    [
      'in the company currency',
      [
        ['7', '0', '7', '0'],
        ['0', '6', '0', '7'],
      ],
    ],
    [
      'in the document currency',
      [
        ['7', '0', '7', '0'],
        ['0', '7', '0', '6'],
      ],
    ],
    [
      'with its own total',
      [
        ['8', '0', '8', '0'],
        ['0', '8', '0', '8'],
      ],
    ],
  ])('refuse an entry that does not balance %s', async (_, lines) => {
    await expect(entry('7', lines)).rejects.toMatchObject(refusal('ck_ledger_entry_balanced'));
  });

  it('refuse lines added to an entry later, balanced or not', async () => {
    const { id, accountId } = await entry('7', balanced);
    const add = (position: number, amount: number) =>
      books.database.query(
        `INSERT INTO accounting.ledger_line (entry_id, position, account_id, debit, credit, document_debit, document_credit)
         VALUES ($1, $2, $3, $4, 0, $4, 0), ($1, $2 + 1, $3, 0, $4, 0, $4)`,
        [id, position, accountId, amount],
      );
    await expect(add(3, 7)).rejects.toMatchObject(refusal('ck_ledger_entry_balanced'));
    await expect(add(1, 7)).rejects.toMatchObject(refusal('pk_ledger_line'));
  });

  it('refuse lines without an entry, or on an account its company does not have', async () => {
    const line = `INSERT INTO accounting.ledger_line (entry_id, position, account_id, debit, credit, document_debit, document_credit)
                  SELECT $1, n, $2, d, c, d, c FROM (VALUES (1, 7, 0), (2, 0, 7)) AS l(n, d, c)`;
    const { accountId } = await entry('7', balanced);
    await expect(books.database.query(line, [newId(), accountId])).rejects.toMatchObject(
      refusal('ck_ledger_entry_balanced'),
    );
    const { id } = await entry('7', []);
    await expect(books.database.query(line, [id, newId()])).rejects.toMatchObject(refusal('ck_ledger_entry_balanced'));
  });

  it.each([
    'UPDATE accounting.ledger_entry SET reference = $1::text WHERE false',
    'DELETE FROM accounting.ledger_line WHERE entry_id = $1::uuid',
    'DELETE FROM accounting.allocation WHERE invoice_id = $1::uuid',
    `UPDATE accounting.invoice SET gross = 13, net = 11 WHERE id = $1::uuid`,
    `UPDATE accounting.invoice SET number = 'INV/2026/99999' WHERE id = $1::uuid`,
    `UPDATE accounting.invoice SET state = 'draft', number = NULL WHERE id = $1::uuid`,
    'DELETE FROM accounting.invoice WHERE id = $1::uuid',
    'UPDATE accounting.invoice_line SET quantity = 2 WHERE invoice_id = $1::uuid',
    'DELETE FROM accounting.invoice_line WHERE invoice_id = $1::uuid',
    `UPDATE accounting.payment SET amount = 4 WHERE id IN (SELECT payment_id FROM accounting.allocation WHERE invoice_id = $1::uuid)`,
    `DELETE FROM accounting.payment WHERE id IN (SELECT payment_id FROM accounting.allocation WHERE invoice_id = $1::uuid)`,
    'UPDATE accounting.number_sequence SET last_number = last_number - 1 WHERE $1::uuid IS NOT NULL',
    'DELETE FROM accounting.number_sequence WHERE $1::uuid IS NOT NULL',
  ])('leave what is posted as it is: %s', async (sql) => {
    const { draft } = await posted();
    await expect(books.database.query(sql, [draft.id])).rejects.toMatchObject(refusal('ck_posted_is_final'));
  });

  it.each(['invoice', 'invoice_line', 'payment', 'allocation', 'ledger_entry', 'ledger_line', 'number_sequence'])(
    'refuse to empty %s',
    async (table) => {
      await expect(books.database.query(`TRUNCATE accounting.${table}`)).rejects.toMatchObject(
        refusal('ck_posted_is_final'),
      );
    },
  );

  it('let a posted invoice become reversed, and what is open change by an allocation only', async () => {
    const { draft } = await posted();
    await expect(
      books.database.query('UPDATE accounting.invoice SET amount_open = 0 WHERE id = $1', [draft.id]),
    ).rejects.toMatchObject(refusal('ck_amount_open_by_allocation'));
    await books.database.query(`UPDATE accounting.invoice SET state = 'reversed' WHERE id = $1`, [draft.id]);
  });

  it('refuse a line added to a posted invoice, and lines that are not its totals', async () => {
    const { draft } = await posted();
    const add = books.database.query(
      `INSERT INTO accounting.invoice_line (id, invoice_id, position, kind, name, sku, quantity, unit_price, discount, net, tax, gross)
       VALUES ($1, $2, 2, 'goods', '', '', 1, 10, 0, 10, 2, 12)`,
      [newId(), draft.id],
    );
    await expect(add).rejects.toMatchObject(refusal('ck_invoice_lines_total'));
  });

  it('refuse an allocation of more than is open of the invoice, or of the payment', async () => {
    const { draft } = await posted();
    const other = await posted();
    const allocate = (paymentId: string, amount: string) =>
      books.database.query(
        `INSERT INTO accounting.allocation (id, invoice_id, payment_id, amount, allocated_on) VALUES ($1, $2, $3, $4, '2026-11-20')`,
        [newId(), draft.id, paymentId, amount],
      );
    const payment = aPayment(draft, books.stripe.id, { amount: usd('100.00'), allocations: [] });
    await books.database.transaction((tx) => books.facade.registerPayments(tx, [payment]));
    await expect(allocate(payment.id, '7.01')).rejects.toMatchObject(refusal('ck_invoice_amount_open'));
    await expect(allocate(other.payment.id, '0.01')).rejects.toMatchObject(refusal('ck_payment_amount_open'));
    await expect(allocate(newId(), '1')).rejects.toMatchObject(refusal('ck_allocation_document'));
    await allocate(payment.id, '7.00');
    const [stored] = await books.database.query(
      'SELECT i.amount_open AS invoice, p.amount_open AS payment FROM accounting.invoice i, accounting.payment p WHERE i.id = $1 AND p.id = $2',
      [draft.id, payment.id],
    );
    expect(stored).toEqual({ invoice: '0.0000', payment: '93.0000' });
  });

  it('refuse credit notes of more than the invoice', async () => {
    const { draft } = await posted();
    const creditNote = (net: string) =>
      books.database.transaction((tx) =>
        books.facade.postInvoices(tx, [
          anInvoice(books.company.id, { kind: 'credit-note', reversesId: draft.id, lines: [{ net }] }),
        ]),
      );
    await creditNote('7.00');
    await expect(creditNote('5.01')).rejects.toMatchObject(refusal('ck_credit_notes_total'));
    await creditNote('5.00');
  });

  it('keep the currency of books that have entries, and accounts that are used', async () => {
    await posted();
    await expect(books.database.query(`UPDATE accounting.company SET currency = 'EUR'`)).rejects.toMatchObject(
      refusal('ck_company_currency_fixed'),
    );
    await expect(
      books.database.query(`DELETE FROM accounting.account WHERE role = 'receivable'`),
    ).rejects.toMatchObject(refusal('ck_account_unused'));
  });
});
