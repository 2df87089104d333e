import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { cleanEmoji } from './emoji.js';
import type { Reaction } from './message.model.js';
import { maxReactions, withoutReaction, withReaction } from './reactions.js';

const ana = new Types.ObjectId();
const bia = new Types.ObjectId();
const thumbs = (...userIds: Types.ObjectId[]): Reaction => ({ emoji: '👍', userIds });
const heart = (...userIds: Types.ObjectId[]): Reaction => ({ emoji: '❤️', userIds });

describe('adding', () => {
  it('puts the person behind those who were earlier', () => {
    expect(withReaction([thumbs(ana), heart(ana)], '👍', bia)).toEqual([thumbs(ana, bia), heart(ana)]);
  });
  it('puts a new emoji last', () => {
    expect(withReaction([thumbs(ana)], '❤️', ana)).toEqual([thumbs(ana), heart(ana)]);
  });
  it('changes nothing the second time', () => {
    expect(withReaction([thumbs(ana)], '👍', ana)).toBeNull();
  });
  it('refuses a 21st emoji, and only that', () => {
    const full = Array.from({ length: maxReactions }, (_, index) => ({ emoji: `emoji ${index}`, userIds: [ana] }));
    expect(() => withReaction(full, '👍', bia)).toThrow(expect.objectContaining({ extensions: { code: 'CONFLICT', field: 'emoji' } }));
    expect(withReaction(full, 'emoji 19', bia)?.[19]?.userIds).toEqual([ana, bia]);
  });
});

describe('removing', () => {
  it('takes only that person away', () => {
    expect(withoutReaction([thumbs(ana, bia)], '👍', ana)).toEqual([thumbs(bia)]);
  });
  it('takes an emoji away that nobody uses any more', () => {
    expect(withoutReaction([thumbs(ana), heart(ana)], '👍', ana)).toEqual([heart(ana)]);
  });
  it('changes nothing where there is nothing', () => {
    expect(withoutReaction([thumbs(ana)], '👍', bia)).toBeNull();
    expect(withoutReaction([], '👍', ana)).toBeNull();
  });
});

describe('an emoji', () => {
  it.each(['👍', '👍🏽', '👩‍👩‍👧‍👦', '🇧🇷', '1️⃣', '🏳️‍🌈', '😀'])('%s stays as it is', (emoji) => {
    expect(cleanEmoji(emoji)).toBe(emoji);
  });
  it('has one form, whichever keyboard it comes from', () => {
    expect(cleanEmoji('\u2764')).toBe('\u2764\uFE0F');
    expect(cleanEmoji('\u2764\uFE0F')).toBe('\u2764\uFE0F');
  });
  it.each(['', ' ', 'a', '1', ':)', '👍👍', '👍 ', '<b>', '👍'.repeat(100), '\uD83D', '\0'])('%j is none', (text) => {
    expect(() => cleanEmoji(text)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'emoji', reason: 'INVALID' } }),
    );
  });
});
