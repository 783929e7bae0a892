import { planIds } from './ids-plan.js';

describe('planIds', () => {
  it('asks a handful one by one', () => {
    expect(planIds(['3', '1', ' 2 ', '3']).steps).toEqual([{ kind: 'each', ids: [1, 2, 3] }]);
  });

  it('asks many close ids by ranges no wider than a page', () => {
    const ids = [...Array(10).keys()].map((n) => String(100 + n * 40));
    expect(
      planIds(ids).steps.map((step) => (step.kind === 'range' ? [step.from, step.to, step.ids.length] : step.ids)),
    ).toEqual([
      [100, 340, 7],
      [380, 460, 3],
    ]);
  });

  it('asks scattered ids one by one, ten in a step', () => {
    const ids = [...Array(12).keys()].map((n) => String(1 + n * 1000));
    expect(planIds(ids).steps.map((step) => [step.kind, step.ids.length])).toEqual([
      ['each', 10],
      ['each', 2],
    ]);
  });

  it('sets apart what cannot be an order id', () => {
    expect(planIds(['12', 'A12', '0', '', '-3', '1.5'])).toEqual({
      steps: [{ kind: 'each', ids: [12] }],
      impossible: ['A12', '0', '-3', '1.5'],
    });
  });
});
