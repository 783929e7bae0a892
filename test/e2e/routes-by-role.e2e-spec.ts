import { CALLERS, walkRoutes, type Visit } from './walk-routes.js';
import { wholeHub, type WholeHub } from './whole-hub.js';

/** Reads the routes from the running hub, so it covers whatever is added later (Z22). */
describe('every route for every caller', () => {
  let hub: WholeHub;
  let visits: Visit[];

  beforeAll(async () => {
    hub = await wholeHub();
    visits = await walkRoutes(hub.app, await hub.keys());
  }, 300_000);
  afterAll(() => hub?.close());

  it('is open to those the table names and shut to all others', () => {
    expect(visits.filter(({ expected, seen }) => seen !== expected)).toEqual([]);
  });

  it('was really walked, with refusals of both kinds', () => {
    expect(visits.length).toBeGreaterThan(30 * CALLERS.length);
    expect(new Set(visits.map(({ seen }) => seen))).toEqual(new Set(['open', 'who are you', 'not allowed']));
  });
});
