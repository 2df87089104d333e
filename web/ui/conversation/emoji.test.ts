import { expect, test } from 'vitest';
import { nextIndex } from './EmojiGrid';
import { emojiGroups } from './emojiGroups';
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

test('every emoji on offer is one emoji and is offered once in its group', () => {
  for (const { name, emoji } of emojiGroups) {
    expect(new Set(emoji).size, name).toBe(emoji.length);
    for (const sign of emoji) expect(countLoneEmoji(sign), `${name}: ${sign}`).toBe(1);
  }
});

test('arrow keys stay inside the grid', () => {
  expect(nextIndex('ArrowRight', 0, 20)).toBe(1);
  expect(nextIndex('ArrowDown', 0, 20)).toBe(7);
  expect(nextIndex('ArrowDown', 18, 20)).toBe(19);
  expect(nextIndex('ArrowUp', 3, 20)).toBe(0);
  expect(nextIndex('End', 3, 20)).toBe(19);
  expect(nextIndex('Tab', 3, 20)).toBeNull();
});
