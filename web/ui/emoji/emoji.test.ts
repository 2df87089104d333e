import en from 'emojibase-data/en/compact.json';
import es from 'emojibase-data/es/compact.json';
import pt from 'emojibase-data/pt/compact.json';
import { expect, test } from 'vitest';
import { cleanEmoji } from '../../../api/modules/messages/emoji';
import { nextIndex } from './EmojiGrid';
import { findEmoji, groupEmoji } from './emojiGroups';
import { countLoneEmoji } from './emojiOnly';

test('texts of one to three emoji are counted, whatever they are made of', () => {
  expect(countLoneEmoji('😀')).toBe(1);
  expect(countLoneEmoji(' 👩‍👩‍👧‍👦 ')).toBe(1);
  expect(countLoneEmoji('👍🏽🇧🇷❤️')).toBe(3);
  expect(countLoneEmoji('1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿')).toBe(2);
});

test('anything else is text', () => {
  for (const text of ['', '   ', '42', '#', '*', 'ok 👍', '👍👍👍👍', '©', '🇧']) expect(countLoneEmoji(text), text).toBe(0);
});

const catalogues = { en, es, pt };

test('every emoji on offer is one emoji, that the server takes, and is offered once', () => {
  for (const [language, data] of Object.entries(catalogues)) {
    const signs = groupEmoji(data).flatMap(({ emoji }) => emoji.map(({ sign }) => sign));
    expect(signs.length, language).toBeGreaterThan(1_850);
    expect(new Set(signs).size, language).toBe(signs.length);
    for (const sign of signs) expect([countLoneEmoji(sign), cleanEmoji(sign)], `${language}: ${sign}`).toEqual([1, sign]);
  }
});

test('emoji are found by the beginnings of their names and tags, case and accents aside, in the order of the catalogue', () => {
  const find = (data: typeof en, query: string) => findEmoji(groupEmoji(data), query).flatMap(({ emoji }) => emoji.map(({ sign }) => sign));
  expect(find(en, 'thumbs u')).toEqual(['👍']);
  expect(find(pt, 'CORACAO')).toContain('❤️');
  expect(find(es, 'corazón rojo')).toEqual(['❤️']);
  expect(find(en, '🎉')).toEqual(['🎉']);
  expect(find(en, 'no emoji is called that')).toEqual([]);
});

test('arrow keys stay inside the grid', () => {
  expect(nextIndex('ArrowRight', 0, 20)).toBe(1);
  expect(nextIndex('ArrowDown', 0, 20)).toBe(7);
  expect(nextIndex('ArrowDown', 18, 20)).toBe(19);
  expect(nextIndex('ArrowUp', 3, 20)).toBe(0);
  expect(nextIndex('End', 3, 20)).toBe(19);
  expect(nextIndex('Tab', 3, 20)).toBeNull();
});
