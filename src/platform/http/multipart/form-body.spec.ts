import { IsArray, IsBoolean, IsObject, IsOptional, IsString } from 'class-validator';
import { formBody } from './form-body.js';

class Body {
  @IsString()
  name!: string;

  @IsArray()
  @IsString({ each: true })
  orders!: string[];

  @IsObject()
  answers!: Record<string, string>;

  @IsOptional()
  @IsBoolean()
  isInternal?: boolean;
}

describe('the fields of a form', () => {
  it.each([
    ['one text of a list', { orders: '1' }, { orders: ['1'] }],
    ['several texts of a list', { orders: ['1', '2'] }, { orders: ['1', '2'] }],
    ['an object by keys', { answers: Object.assign(Object.create(null), { a: 'yes' }) }, { answers: { a: 'yes' } }],
    ['an object as JSON', { answers: '{"a":"no"}' }, { answers: { a: 'no' } }],
    ['JSON that is none', { answers: '{"a":' }, { answers: '{"a":' }],
    ['a truth', { isInternal: 'true' }, { isInternal: true }],
    ['an untruth', { isInternal: 'false' }, { isInternal: false }],
    ['neither', { isInternal: 'maybe' }, { isInternal: 'maybe' }],
    ['a text that looks like something else', { name: 'true' }, { name: 'true' }],
    ['a text twice where one belongs', { name: ['a', 'b'] }, { name: ['a', 'b'] }],
    ['an empty field', { name: '', orders: '' }, {}],
    ['a field nobody knows', { colour: 'red' }, { colour: 'red' }],
  ])('%s', (_what, fields, body) => {
    const read = formBody(Object.assign(Object.create(null), fields), Body);
    expect(read).toEqual(body);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it('stay texts without a class', () => {
    expect(formBody({ orders: '1', isInternal: 'true' }, null)).toEqual({ orders: '1', isInternal: 'true' });
  });

  it('keep a name that reaches into objects as a name, to be refused', () => {
    const fields = JSON.parse('{"__proto__":{"isAdmin":"true"}}') as Record<string, unknown>;
    const read = formBody(fields, Body);
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect('isAdmin' in read).toBe(false);
  });
});
