import { describe, expect, test } from 'vitest';
import { excerptOf, hasTerms, markWords, termsOf } from './searchWords';

const marked = (text: string, query: string) =>
  markWords(text, termsOf(query))
    .filter((part) => part.marked)
    .map((part) => part.text);

describe('what a search finds', () => {
  test('has every word, whatever the case and the accents, and the last may be a beginning', () => {
    expect(hasTerms('O avião de São Paulo atrasou', termsOf('SAO avi'))).toBe(true);
    expect(hasTerms('O avião de São Paulo atrasou', termsOf('avi sao'))).toBe(false);
    expect(hasTerms('nothing of it', termsOf('rain'))).toBe(false);
    expect(hasTerms('anything', termsOf(' … '))).toBe(false);
  });

  test('is found inside of scripts that have no spaces', () => {
    expect(hasTerms('明日は東京都へ行く', termsOf('東京'))).toBe(true);
  });
});

describe('found words', () => {
  test('are marked as they were written, and nothing is lost around them', () => {
    expect(marked('São Paulo, são joão; saopaulo', 'sao joa')).toEqual(['São', 'são', 'joão']);
    const text = 'Rain, rain — go away.';
    expect(
      markWords(text, termsOf('rain away'))
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  test('are seen in the excerpt of a long text, which begins at a word', () => {
    const long = `${'many other words '.repeat(30)}needle ${'and so on '.repeat(60)}`;
    const excerpt = excerptOf(long, termsOf('needle'));
    expect(excerpt).toMatch(/^…\w+ .*needle and/u);
    expect(excerpt.length).toBeLessThan(250);
    expect(excerpt.endsWith('…')).toBe(true);
    expect(excerptOf('short needle', termsOf('needle'))).toBe('short needle');
    expect(excerptOf('x'.repeat(500), termsOf('needle'))).toHaveLength(241);
    expect(excerptOf(`${'x'.repeat(300)} needle`, termsOf('needle'))).toContain('needle');
  });
});
