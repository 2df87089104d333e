import { foldText, wordsOf } from '../basics/foldText';

/** One emoji of Emojibase (https://emojibase.dev), as far as it is used here. */
export interface EmojiData {
  unicode: string;
  label: string;
  group?: number | undefined;
  order?: number | undefined;
  tags?: readonly string[] | undefined;
}

export type EmojiGroupName = 'smileys' | 'people' | 'nature' | 'food' | 'travel' | 'activities' | 'objects' | 'symbols' | 'flags';

export interface Emoji {
  sign: string;
  /** What it is called in the language of the data. */
  label: string;
  /** Folded, those of its name and of its tags. */
  words: readonly string[];
}

export interface EmojiGroup {
  name: EmojiGroupName;
  emoji: readonly Emoji[];
}

/** By Emojibase's numbers. Number 2 holds what emoji are made of: tones of skin, and hair. */
const groupsByNumber: readonly (readonly [number, EmojiGroupName])[] = [
  [0, 'smileys'],
  [1, 'people'],
  [3, 'nature'],
  [4, 'food'],
  [5, 'travel'],
  [6, 'activities'],
  [7, 'objects'],
  [8, 'symbols'],
  [9, 'flags'],
];

/** A browser that does not know an emoji has no picture of it either. */
const known = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

/** As keyboards write it: Emojibase asks for the emoji's looks (U+FE0F) also where it has no other, and then it would be another reaction. */
const asWritten = (unicode: string) => (known.test(unicode) ? unicode : unicode.replaceAll('\uFE0F', ''));

export function groupEmoji(data: readonly EmojiData[]): EmojiGroup[] {
  const offered = data
    .map((emoji) => ({ ...emoji, sign: asWritten(emoji.unicode) }))
    .filter(({ sign }) => known.test(sign))
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
  return groupsByNumber.map(([number, name]) => ({
    name,
    emoji: offered
      .filter(({ group }) => group === number)
      .map(({ sign, label, tags = [] }) => ({
        sign,
        label,
        words: [label, ...tags].flatMap((text) => wordsOf(text).map(({ word }) => word)),
      })),
  }));
}

/** Those that have, for each word of the query, a word that begins with it. A query may be the emoji itself. */
export function findEmoji(groups: readonly EmojiGroup[], query: string): EmojiGroup[] {
  const wanted = wordsOf(query).map(({ word }) => word);
  const fits = ({ sign, words }: Emoji) =>
    wanted.length === 0 ? sign === foldText(query.trim()) : wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  return groups.map(({ name, emoji }) => ({ name, emoji: emoji.filter(fits) })).filter(({ emoji }) => emoji.length > 0);
}
