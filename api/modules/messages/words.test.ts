import { describe, expect, it } from 'vitest';
import { anyWord, termsOf, wordsOf } from './words.js';

describe('the words of a text', () => {
  it('are each there once, without case and accents, beside the one that stands in every message', () => {
    expect(wordsOf('A conversação, a CONVERSA: começou às 9h!')).toEqual([anyWord, 'a', 'conversacao', 'conversa', 'comecou', 'as', '9h']);
    expect(wordsOf('🎉')).toEqual([anyWord]);
  });

  it('are pairs of characters where a script has no spaces', () => {
    expect(wordsOf('東京都')).toEqual([anyWord, '東京', '京都', '都']);
    expect(wordsOf('v2を見る')).toEqual([anyWord, 'v2', 'を見', '見る', 'る']);
    expect(wordsOf('コーヒー')).toEqual([anyWord, 'コー', 'ーヒ', 'ヒー', 'ー']);
    expect(wordsOf('猫')).toEqual([anyWord, '猫']);
  });

  it('are bounded, in number and in length', () => {
    const many = wordsOf(Array.from({ length: 1000 }, (_, number) => `w${number}`).join(' '));
    expect(many).toHaveLength(401);
    expect(many.at(-1)).toBe('w399');
    expect(wordsOf('x'.repeat(8000))).toEqual([anyWord, 'x'.repeat(32)]);
    expect(wordsOf('𝒳'.repeat(8000))).toEqual([anyWord, 'x'.repeat(32)]);
    expect(wordsOf('𐐨'.repeat(100))).toEqual([anyWord, '𐐨'.repeat(32)]);
  });
});

describe('the terms of a query', () => {
  it('are whole words, but for the last, which may be a beginning', () => {
    expect(termsOf('Às  conversações COMEÇ')).toEqual({ whole: ['as', 'conversacoes'], beginnings: ['comec'], count: 3 });
    expect(termsOf('!?')).toEqual({ whole: [], beginnings: [], count: 0 });
  });

  it('are all pairs of characters where a script has no spaces, and a single one is a beginning anywhere', () => {
    expect(termsOf('東京都 ok')).toEqual({ whole: ['東京', '京都'], beginnings: ['ok'], count: 2 });
    expect(termsOf('猫 ok 日本')).toEqual({ whole: ['ok', '日本'], beginnings: ['猫'], count: 3 });
  });

  it('are bounded, however long it is in a script without spaces, and none of its runs is left out', () => {
    const long = Array.from({ length: 199 }, (_, place) => String.fromCodePoint(0x4e00 + place)).join('');
    const { whole, count } = termsOf(long);
    expect([whole.length, whole.at(-1), count]).toEqual([20, long.slice(19, 21), 1]);
    const runs = Array.from({ length: 10 }, (_, place) => long.slice(place * 19, (place + 1) * 19));
    expect(termsOf(runs.join(' '))).toEqual({
      whole: runs.flatMap((run) => [run.slice(0, 2), run.slice(1, 3)]),
      beginnings: [],
      count: 10,
    });
    expect(termsOf(`${long.slice(0, 196)} ok`)).toMatchObject({ beginnings: ['ok'], count: 2 });
  });

  it('find every text that they are taken from', () => {
    for (const text of ['Olá, conversação!', '我们明天去東京都看猫', 'v2を見るcafé', 'ราตรีสวัสดิ์', 'x'.repeat(50), '한국어 단어']) {
      const words = wordsOf(text);
      const { whole, beginnings } = termsOf(text);
      expect(words).toEqual(expect.arrayContaining([...whole]));
      for (const beginning of beginnings) expect(words.some((word) => word.startsWith(beginning))).toBe(true);
    }
  });
});
