import { jsonList } from './json-list.js';

describe('jsonList', () => {
  it('writes a list that grows beyond its first buffer, in any alphabet', () => {
    const texts = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ i, name: `灯 ${'é'.repeat(700)} 💡` }));
    const first = jsonList(texts);
    const second = jsonList(['1', '"ü"']);
    expect(JSON.parse(first.toString('utf8'))).toEqual(texts.map((text) => JSON.parse(text) as unknown));
    expect(second.toString('utf8')).toBe('[1,"ü"]');
    expect(jsonList([]).toString('utf8')).toBe('[]');
  });
});
