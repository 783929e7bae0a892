import type { DomainError } from '../../../shared-kernel/index.js';
import { parseImportParameters } from './import-parameters.js';

function fieldsOf(parameters: Record<string, unknown>): string[] {
  try {
    parseImportParameters(parameters);
    return [];
  } catch (error) {
    return (error as DomainError).fieldErrors.map(({ field }) => field);
  }
}

describe('parseImportParameters (A11.1, A11.4)', () => {
  it('takes nothing, ids in any form, and days or instants as the range they mean', () => {
    expect(parseImportParameters({})).toEqual({});
    expect(parseImportParameters({ orderIds: ' 12,13 , 12' })).toEqual({ orderIds: ['12', '13'] });
    expect(parseImportParameters({ orderIds: [12, '13'] })).toEqual({ orderIds: ['12', '13'] });
    expect(parseImportParameters({ createdFrom: '2024-02-29', createdTo: '2026-01-31T08:00:00+02:00' })).toEqual({
      createdFrom: '2024-02-29T00:00:00.000Z',
      createdTo: '2026-01-31T06:00:00.000Z',
    });
    expect(parseImportParameters({ createdTo: '2026-01-31' })).toEqual({ createdTo: '2026-01-31T23:59:59.999Z' });
  });

  it.each([
    [{ orderIds: '' }, 'orderIds'],
    [{ orderIds: '12, x' }, 'orderIds'],
    [{ orderIds: ['0'] }, 'orderIds'],
    [{ orderIds: Array.from({ length: 1_001 }, (_, index) => index + 1) }, 'orderIds'],
    [{ orderIds: '1', createdFrom: '2026-01-01' }, 'orderIds'],
    [{ createdFrom: '2026-02-30' }, 'createdFrom'],
    [{ createdFrom: '2026-02-31T08:00:00Z' }, 'createdFrom'],
    [{ createdFrom: '2025-02-29' }, 'createdFrom'],
    [{ createdFrom: '2026-13-01' }, 'createdFrom'],
    [{ createdFrom: '2026-01-31T08:00:00' }, 'createdFrom'],
    [{ createdFrom: 1 }, 'createdFrom'],
    [{ createdFrom: '2026-02-01', createdTo: '2026-01-01' }, 'createdTo'],
    [{ everything: true }, 'everything'],
  ])('refuses %j and names %s', (parameters, field) => {
    expect(fieldsOf(parameters)).toEqual([`parameters.${field}`]);
  });
});
