import type { QuotaStore } from '../quota-store.js';

export interface QuotaWorld {
  store(): QuotaStore;
  /** Lets time pass for the store. */
  pass(ms: number): Promise<void>;
}

/** Asks until told to wait. */
async function drain(store: QuotaStore, budget: string): Promise<{ taken: number; waitMs: number }> {
  for (let taken = 0; taken < 1_000; taken++) {
    const waitMs = await store.take(budget);
    if (waitMs > 0) return { taken, waitMs };
  }
  return { taken: 1_000, waitMs: 0 };
}

/** What every quota store does; windows are a few hundred milliseconds long so that Redis' own clock can be lived through. */
export function describeQuotaStore(world: QuotaWorld): void {
  let store: QuotaStore;
  beforeEach(() => (store = world.store()));

  it('lets everything through while nothing is known', async () => {
    expect((await drain(store, 'new')).taken).toBe(1_000);
  });

  it('hands out what is left but for a reserve of 3 %, then says how long the window lasts', async () => {
    await store.learn('a', { limit: 150, remaining: 40, resetMs: 400 });
    const { taken, waitMs } = await drain(store, 'a');
    expect(taken).toBe(35);
    expect(waitMs).toBeGreaterThan(100);
    expect(waitMs).toBeLessThanOrEqual(400);
  });

  it('keeps one request in reserve of a small quota and none of the smallest', async () => {
    await store.learn('small', { limit: 10, remaining: 3, resetMs: 400 });
    await store.learn('one', { limit: 1, remaining: 1, resetMs: 400 });
    expect((await drain(store, 'small')).taken).toBe(2);
    expect((await drain(store, 'one')).taken).toBe(1);
  });

  it('has a whole window again after the reset, before any answer has said so, and no more than that', async () => {
    await store.learn('b', { limit: 20, remaining: 1, resetMs: 200 });
    expect((await drain(store, 'b')).taken).toBe(0);
    await world.pass(210);
    const { taken, waitMs } = await drain(store, 'b');
    expect(taken).toBe(19);
    expect(waitMs).toBeGreaterThan(0);
  });

  it('never believes in more than it counted itself within a window', async () => {
    await store.learn('c', { limit: 150, remaining: 20, resetMs: 5_000 });
    for (let i = 0; i < 10; i++) await store.take('c');
    await store.learn('c', { limit: 150, remaining: 19, resetMs: 4_990 });
    expect((await drain(store, 'c')).taken).toBe(5);
  });

  it('believes in less when others draw from the same quota', async () => {
    await store.learn('d', { limit: 150, remaining: 100, resetMs: 5_000 });
    await store.learn('d', { limit: 150, remaining: 7, resetMs: 4_990 });
    expect((await drain(store, 'd')).taken).toBe(2);
  });

  it('believes the answer when a new window has begun earlier than expected', async () => {
    await store.learn('e', { limit: 150, remaining: 6, resetMs: 1_000 });
    await store.learn('e', { limit: 150, remaining: 149, resetMs: 30_000 });
    expect((await drain(store, 'e')).taken).toBe(144);
  });

  it('lets nobody through while blocked, and keeps the longer of two blocks', async () => {
    await store.block('f', 300);
    await store.block('f', 50);
    expect(await store.take('f')).toBeGreaterThan(100);
    await world.pass(310);
    expect(await store.take('f')).toBe(0);
  });

  it('keeps budgets apart', async () => {
    await store.block('g', 300);
    expect(await store.take('h')).toBe(0);
  });
}
