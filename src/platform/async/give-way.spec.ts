import { giveWay } from './give-way.js';

it('lets what came in meanwhile have its turn, however long the work', async () => {
  let turns = 0;
  const count = () => {
    turns++;
    if (turns < 1000) setImmediate(count);
  };
  setImmediate(count);
  for (let step = 0; step < 10; step++) {
    const until = performance.now() + 4;
    while (performance.now() < until);
    await giveWay();
  }
  expect(turns).toBeGreaterThanOrEqual(10);
});

it('costs nothing to speak of between short steps', async () => {
  await giveWay();
  let turns = 0;
  const until = performance.now() + 2;
  setImmediate(() => turns++);
  for (let step = 0; step < 10 && performance.now() < until; step++) await giveWay();
  expect(turns).toBeLessThanOrEqual(1);
});
