import { setImmediate as nextTurn } from 'node:timers/promises';

/** As long as that the thread may be held by work that nobody waits for. */
const SLICE_MS = 3;
let sliceBegan = 0;

/**
 * Between two steps of work that nobody waits for: requests share its thread, and a batch that is planned in one go keeps each of them
 * waiting as long. After 3 ms of it everything that has come in meanwhile has its turn; before, this costs next to nothing.
 */
export async function giveWay(): Promise<void> {
  if (performance.now() - sliceBegan < SLICE_MS) return;
  await nextTurn();
  sliceBegan = performance.now();
}
