import { planMasterData } from './master-data.js';

const row = (remoteId: string, name = 'x', active = true) => ({ remoteId, name, active });

describe('planning an import of master data (A2.3)', () => {
  it('creates what is new, updates what differs, leaves the rest alone and names what vanished', () => {
    const standing = [row('1'), row('2', 'old'), row('3'), row('4', 'x', false)];
    expect(planMasterData(standing, [row('1'), row('2', 'new'), row('5')])).toEqual({
      created: [row('5')],
      updated: [row('2', 'new')],
      vanished: ['3'],
    });
  });

  it('brings back what had vanished, and takes the last of two rows with one id', () => {
    expect(planMasterData([row('4', 'x', false)], [row('4'), row('6', 'a'), row('6', 'b')])).toEqual({
      created: [row('6', 'b')],
      updated: [row('4')],
      vanished: [],
    });
  });
});
