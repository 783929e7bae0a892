import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { LinkTargets, SupportTicketsModule } from '../index.js';
import { WarnOfAnswers } from '../application/warn-of-answers.js';

let app: RestApp;
const ORDER = newId();

beforeAll(async () => {
  app = await restApp(SupportTicketsModule);
  const known = new Map([[ORDER, 'S00042']]);
  app
    .get(LinkTargets)
    .register('sale-order', (ids) => Promise.resolve(new Map([...known].filter(([id]) => ids.includes(id)))));
}, 60_000);

afterAll(() => app.close());

const COMPLETE = {
  product: 'bigcommerce',
  name: 'Grace Hopper',
  email: 'grace@example.com',
  subject: 'Orders lose their coupon',
  platformVersion: '17.0',
  storeHash: 'abc123',
  purchaseReference: 'INV/2026/0042',
  description: 'A coupon of 10 % is missing on the imported order.',
  expectedResult: 'The order has a discount line.',
  stepsToReproduce: '1. Make an order with a coupon. 2. Import it.',
};

interface Opened {
  id: string;
  number: string;
  secret: string;
}

interface View {
  state: string;
  version: number;
  dueAt: string | null;
  coverage: { state: string; facts: string[] };
  suggestedTrack: string | null;
  mergedInto: string | null;
  duplicates: { number: string }[];
  decisions: object[];
  links: { id: string; label: string }[];
  messages: { body: string }[];
  history: { kind: string; actorName: string; detail: Record<string, unknown> }[];
  assessment: { coverage: { state: string } };
}

async function open(over: object = {}): Promise<Opened> {
  const { body } = await app.http
    .post('/api/v1/support/tickets')
    .set('x-no-key', '1')
    .send({ ...COMPLETE, ...over })
    .expect(201);
  const { number, secret } = body as Opened;
  const list = await app.http.get(`/api/v1/support/tickets?number=${number}`).expect(200);
  return { id: (list.body as { data: Opened[] }).data[0]?.id ?? '', number, secret };
}
const staff = async (id: string) => (await app.http.get(`/api/v1/support/tickets/${id}`).expect(200)).body as View;
const post = (id: string, what: string, body: object) =>
  app.http.post(`/api/v1/support/tickets/${id}/${what}`).send(body);
const change = (id: string, body: object) => app.http.patch(`/api/v1/support/tickets/${id}`).send(body);
const follow = async ({ number, secret }: Opened) =>
  (await app.http.get(`/api/v1/support/follow/${number}`).set('X-Ticket-Secret', secret).expect(200)).body as View;
const reporter = ({ number, secret }: Opened, what: string, body: object) =>
  app.http.post(`/api/v1/support/follow/${number}/${what}`).set('X-Ticket-Secret', secret).send(body);
const kinds = (view: View) => view.history.map(({ kind }) => kind);

describe('a person’s judgement', () => {
  it('overrules the rules; both are kept, and the reporter is told the person’s', async () => {
    const ticket = await open();
    await post(ticket.id, 'decisions', {
      coverage: 'excluded',
      exclusion: 'third-party',
      suggestedTrack: 'paid-support',
      reason: 'The coupon module of somebody else removes it.',
    }).expect(201);
    const view = await staff(ticket.id);
    expect(view.assessment.coverage.state).toBe('free');
    expect(view.decisions).toMatchObject([
      {
        coverage: 'excluded',
        exclusion: 'third-party',
        sentenceNumber: '2.1',
        confirmsRules: false,
        decidedBy: 'anonymous',
      },
    ]);
    expect(kinds(view)).toContain('decided');
    const told = await follow(ticket);
    expect(told).toMatchObject({
      coverage: { state: 'excluded', exclusion: 'third-party', sentenceNumber: '2.1' },
      suggestedTrack: 'paid-support',
    });
    expect(JSON.stringify(told)).not.toContain('somebody else removes it');
    const list = await app.http.get(`/api/v1/support/tickets?number=${ticket.number}`).expect(200);
    expect(list.body).toMatchObject({ data: [{ coverage: 'excluded' }] });
  });

  it('confirms them, and the last one counts', async () => {
    const ticket = await open();
    await post(ticket.id, 'decisions', { coverage: 'expired', reason: 'Bought in May.' }).expect(201);
    await post(ticket.id, 'decisions', { coverage: 'free', reason: 'No: in October.' }).expect(201);
    expect((await staff(ticket.id)).decisions).toMatchObject([
      { coverage: 'free', confirmsRules: true },
      { coverage: 'expired', confirmsRules: false },
    ]);
    expect((await follow(ticket)).coverage.state).toBe('free');
  });

  it.each([
    { coverage: 'excluded', reason: 'x' },
    { coverage: 'free', exclusion: 'third-party', reason: 'x' },
    { coverage: 'free', suggestedTrack: 'paid-support', reason: 'x' },
    { coverage: 'perhaps', reason: 'x' },
    { coverage: 'free' },
    { coverage: 'free', reason: '' },
  ])('is refused as %p', async (body) => {
    const ticket = await open();
    await post(ticket.id, 'decisions', body).expect(400);
    expect((await staff(ticket.id)).decisions).toEqual([]);
  });
});

describe('who looks after a ticket, and how urgent it is', () => {
  it('is changed with the version that was seen, and stands in the history', async () => {
    const { id } = await open();
    const { version } = await staff(id);
    const { body } = await change(id, { version, assignedTo: 'Ada', priority: 'urgent' }).expect(200);
    expect(body).toMatchObject({ assignedTo: 'Ada', priority: 'urgent' });
    expect((await change(id, { version, assignedTo: 'Eve' }).expect(409)).body).toMatchObject({
      code: 'support.changed-meanwhile',
    });
    const again = await staff(id);
    await change(id, { version: again.version, assignedTo: null }).expect(200);
    expect((await staff(id)).history.slice(2)).toMatchObject([
      { kind: 'priority-changed', detail: { from: 'normal', to: 'urgent' } },
      { kind: 'assigned', detail: { from: null, to: 'Ada' } },
      { kind: 'assigned', detail: { from: 'Ada', to: null } },
    ]);
    const { body: mine } = await app.http.get('/api/v1/support/tickets?assignedTo=Ada').expect(200);
    expect((mine as { data: object[] }).data).toEqual([]);
  });

  it('is changed by one of two at once', async () => {
    const { id } = await open();
    const { version } = await staff(id);
    const answers = await Promise.all(['Ada', 'Eve'].map((assignedTo) => change(id, { version, assignedTo })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([{}, { version: 1, priority: 'soon' }, { version: '1' }, { version: 1, assignedTo: '' }])(
    'is not changed by %p',
    async (body) => {
      const { id } = await open();
      await change(id, body).expect(400);
    },
  );
});

describe('a duplicate', () => {
  it('goes on in the other ticket: staff reads both there, and what its reporter writes counts there', async () => {
    const [first, second] = [await open(), await open({ subject: 'Coupons again' })];
    await post(first.id, 'messages', { body: 'Which coupon?' }).expect(201);
    const due = (await staff(second.id)).dueAt;
    const { body } = await post(second.id, 'merge', { into: first.id }).expect(200);
    expect(body).toMatchObject({ number: first.number, state: 'open', duplicates: [{ number: second.number }] });
    expect((body as View).dueAt).toBe(due);
    expect(await follow(second)).toMatchObject({ state: 'closed', mergedInto: first.number, messages: [] });

    await post(first.id, 'messages', { body: 'Still: which one?' }).expect(201);
    await reporter(second, 'messages', { body: 'SPRING10' }).expect(201);
    const view = await staff(first.id);
    expect(view).toMatchObject({ state: 'open' });
    expect(view.messages.map(({ body: text }) => text)).toEqual(['Which coupon?', 'Still: which one?', 'SPRING10']);
    expect((await follow(second)).messages).toMatchObject([{ body: 'SPRING10' }]);
    expect(JSON.stringify(await follow(second))).not.toContain('Which coupon?');

    for (const [what, word] of [
      ['messages', { body: 'Hello' }],
      ['state', { state: 'open' }],
    ] as const) {
      expect((await post(second.id, what, word).expect(409)).body).toMatchObject({ code: 'support.ticket-merged' });
    }
    expect((await reporter(second, 'details', { logs: 'x' }).expect(409)).body).toMatchObject({
      code: 'support.ticket-merged',
    });
  });

  it('of a duplicate follows along; of itself, of another person or into a merged one is refused', async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    await post(one.id, 'merge', { into: two.id }).expect(200);
    await post(two.id, 'merge', { into: three.id }).expect(200);
    expect((await staff(three.id)).duplicates.map(({ number }) => number)).toEqual([one.number, two.number]);
    expect((await follow(one)).mergedInto).toBe(three.number);
    const other = await open({ email: 'eve@example.com' });
    for (const [from, into] of [
      [three.id, three.id],
      [three.id, two.id],
      [one.id, three.id],
      [other.id, three.id],
    ] as const) {
      expect((await post(from, 'merge', { into }).expect(409)).body).toMatchObject({ code: 'support.cannot-merge' });
    }
    await post(three.id, 'merge', { into: newId() }).expect(404);
    await post(three.id, 'merge', { into: 'T-000001' }).expect(400);
  });

  it('of each other is merged one way by two at once', async () => {
    const [one, two] = [await open(), await open()];
    const answers = await Promise.all([
      post(one.id, 'merge', { into: two.id }),
      post(two.id, 'merge', { into: one.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('links', () => {
  it('tie a ticket to records that exist, once each', async () => {
    const [ticket, other] = [await open(), await open({ email: 'eve@example.com' })];
    await post(ticket.id, 'links', { kind: 'sale-order', recordId: ORDER }).expect(201);
    await post(ticket.id, 'links', { kind: 'sale-order', recordId: ORDER.toUpperCase() }).expect(201);
    await post(ticket.id, 'links', { kind: 'ticket', recordId: other.id }).expect(201);
    const view = await staff(ticket.id);
    expect(view.links).toMatchObject([
      { kind: 'sale-order', recordId: ORDER, label: 'S00042', addedBy: 'anonymous' },
      { kind: 'ticket', recordId: other.id, label: other.number },
    ]);
    expect(kinds(view).filter((kind) => kind === 'linked')).toHaveLength(2);
    for (const [kind, recordId] of [
      ['sale-order', newId()],
      ['log-entry', ORDER],
      ['ticket', ticket.id],
    ]) {
      const refused = await post(ticket.id, 'links', { kind, recordId }).expect(422);
      expect(refused.body).toMatchObject({ code: 'support.nothing-to-link' });
    }
    await post(ticket.id, 'links', { kind: 'invoice', recordId: ORDER }).expect(400);
    const path = `/api/v1/support/tickets/${ticket.id}/links/${view.links[0]?.id ?? ''}`;
    await app.http.delete(path).expect(204);
    await app.http.delete(path).expect(404);
    expect((await staff(ticket.id)).links).toHaveLength(1);
    expect(JSON.stringify(await follow(ticket))).not.toContain(other.number);
  });
});

describe('completing a report (D22)', () => {
  it('is judged again as of its own day, and is our turn once nothing critical is missing', async () => {
    const ticket = await open({ storeHash: undefined, stepsToReproduce: undefined });
    expect(await follow(ticket)).toMatchObject({ state: 'needs-info', respondBy: null });
    const { body: half } = await reporter(ticket, 'details', { storeHash: 'abc123' }).expect(200);
    expect(half).toMatchObject({ state: 'needs-info' });
    const { body: whole } = await reporter(ticket, 'details', { stepsToReproduce: 'Import it.' }).expect(200);
    expect(whole).toMatchObject({ state: 'open', coverage: { state: 'free' } });
    expect((whole as { respondBy: string | null }).respondBy).not.toBeNull();
    const view = await staff(ticket.id);
    expect(kinds(view)).toEqual(['opened', 'assessed', 'report-completed', 'report-completed', 'state-changed']);
    expect(view.history[2]).toMatchObject({ detail: { fields: ['storeHash'] } });
    expect(view).toMatchObject({ report: { storeHash: 'abc123', description: COMPLETE.description } });
  });

  it('keeps what was answered of the checklist before', async () => {
    const ticket = await open({ checklist: { jobs: 'yes' } });
    await reporter(ticket, 'details', { checklist: { settings: 'no' } }).expect(200);
    await reporter(ticket, 'details', { logs: 'x' }).expect(200);
    expect(await staff(ticket.id)).toMatchObject({ report: { checklist: { jobs: 'yes', settings: 'no' } } });
  });

  it('finds the purchase that is named now', async () => {
    await app.http
      .post('/api/v1/support/purchases')
      .send({ product: 'bigcommerce', reference: 'OLD-1', purchasedOn: '2020-01-01' })
      .expect(201);
    const ticket = await open({ purchaseReference: undefined });
    const { body } = await reporter(ticket, 'details', { purchaseReference: 'old 1' }).expect(200);
    expect(body).toMatchObject({ coverage: { state: 'expired', facts: [], coveredUntil: null } });
  });

  it('is the reporter’s alone, and not for a settled ticket', async () => {
    const ticket = await open();
    await reporter({ ...ticket, secret: 'wrong' }, 'details', { logs: 'x' }).expect(404);
    await reporter(ticket, 'details', { subject: 'Another' }).expect(400);
    await reporter(ticket, 'details', { purchaseDate: '2026-02-30' }).expect(400);
    await post(ticket.id, 'state', { state: 'resolved' }).expect(200);
    expect((await reporter(ticket, 'details', { logs: 'x' }).expect(409)).body).toMatchObject({
      code: 'support.ticket-settled',
    });
  });
});

describe('warnings of answers (D12)', () => {
  const warn = (now: Date) => app.get(WarnOfAnswers).run(now);
  const told = (type: string) =>
    app.events
      .filter((event) => event.type === `support.${type}.v1`)
      .flatMap(({ payload }) => (payload as { tickets: { number: string }[] }).tickets.map(({ number }) => number));
  const list = async (query = '') =>
    ((await app.http.get(`/api/v1/support/tickets/due?limit=200${query}`).expect(200)).body as { data: Opened[] }).data;

  it('come once when an answer is near, once when it is late, and again for a new due time', async () => {
    const ticket = await open();
    const due = new Date((await staff(ticket.id)).dueAt ?? 0);
    const at = (minutes: number) => new Date(due.getTime() + minutes * 60_000);
    await warn(at(-241));
    expect(told('answer-due-soon')).not.toContain(ticket.number);
    await warn(at(-239));
    await warn(at(-200));
    expect(told('answer-due-soon').filter((number) => number === ticket.number)).toHaveLength(1);
    expect(told('answer-overdue')).not.toContain(ticket.number);
    await warn(at(1));
    await warn(at(2));
    expect(told('answer-overdue').filter((number) => number === ticket.number)).toHaveLength(1);
    expect(kinds(await staff(ticket.id)).slice(-2)).toEqual(['answer-due-soon', 'answer-overdue']);

    await post(ticket.id, 'messages', { body: 'Which one?' }).expect(201);
    await reporter(ticket, 'messages', { body: 'This one.' }).expect(201);
    await app.database.query(`UPDATE support.ticket SET due_at = due_at + interval '1 hour' WHERE id = $1`, [
      ticket.id,
    ]);
    const again = new Date((await staff(ticket.id)).dueAt ?? 0);
    await warn(new Date(again.getTime() + 1));
    expect(told('answer-overdue').filter((number) => number === ticket.number)).toHaveLength(2);
  });

  it('leave out who waits for the customer, and two processes tell it once', async () => {
    const [waiting, late] = [await open(), await open()];
    await post(waiting.id, 'messages', { body: 'Which one?', state: 'waiting-on-customer' }).expect(201);
    const long = new Date(Date.now() + 30 * 86_400_000);
    await Promise.all([warn(long), warn(long)]);
    expect(told('answer-overdue')).not.toContain(waiting.number);
    expect(told('answer-overdue').filter((number) => number === late.number)).toHaveLength(1);
  });

  it('have a list: first due first, and what is late', async () => {
    const [one, two] = [await open(), await open()];
    await app.database.query(`UPDATE support.ticket SET due_at = now() - interval '1 hour' WHERE id = $1`, [two.id]);
    const numbers = (await list()).map(({ number }) => number);
    expect(numbers.indexOf(two.number)).toBeLessThan(numbers.indexOf(one.number));
    const late = (await list('&isOverdue=true')).map(({ number }) => number);
    expect(late).toContain(two.number);
    expect(late).not.toContain(one.number);
    await post(two.id, 'state', { state: 'resolved' }).expect(200);
    expect((await list()).map(({ number }) => number)).not.toContain(two.number);
  });
});
