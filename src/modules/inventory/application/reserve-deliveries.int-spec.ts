import { newId } from '../../../shared-kernel/index.js';
import { aDelivery, openInventory } from '../testing/index.js';

describe('reserving under pressure', () => {
  it('takes exactly 1,000 units of 1,000 in 10,000 parallel reservations of one', async () => {
    const inventory = await openInventory();
    const variantId = newId();
    const drafts = Array.from({ length: 10_000 }, () =>
      aDelivery(inventory.warehouse.id, { lines: [{ variantId, quantity: 1 }] }),
    );
    await inventory.database.transaction((tx) => inventory.facade.createDeliveries(tx, drafts));
    await inventory.stock(variantId, 1_000);
    const reserved = await Promise.all(
      drafts.map((draft) =>
        patiently(() => inventory.database.transaction((tx) => inventory.facade.reserve(tx, [draft.id]))),
      ),
    );
    expect(reserved.flat()).toHaveLength(1_000);
    expect(await inventory.level(variantId)).toEqual({ onHand: 1_000, reserved: 1_000 });
    const [ready] = await inventory.database.query(
      `SELECT count(*)::int AS n FROM inventory.delivery WHERE state = 'ready'`,
    );
    expect(ready).toEqual({ n: 1_000 });
    await inventory.close();
  }, 60_000);

  it('does not deadlock when batches want the same variants in opposite order', async () => {
    const inventory = await openInventory();
    const variants = Array.from({ length: 20 }, () => newId());
    for (const variantId of variants) await inventory.stock(variantId, 1_000);
    let attempts = 0;
    const batch = (order: readonly string[]) =>
      inventory.database.transaction((tx) => {
        attempts++;
        return inventory.facade.createDeliveries(
          tx,
          order.map((variantId, index) =>
            aDelivery(inventory.warehouse.id, {
              state: index % 2 ? 'done' : 'waiting',
              lines: [{ variantId, quantity: 1 }],
            }),
          ),
        );
      });
    await Promise.all(Array.from({ length: 40 }, (_, n) => batch(n % 2 ? variants : [...variants].reverse())));
    const levels = await inventory.facade.levels(variants);
    expect(levels.reduce((sum, level) => sum + level.reserved + (1_000 - level.onHand), 0)).toBe(800);
    // A deadlock would have run its transaction again.
    expect(attempts).toBe(40);
    await inventory.close();
  });
});

/** Ten thousand wait for ten connections: on a busy machine some give up waiting, and ask again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error as Error).message.startsWith('timeout exceeded when trying to connect')) throw error;
    }
  }
}
