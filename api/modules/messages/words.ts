import { foldText } from '../../graphql/text.js';

/** Different words of a message that it is found by; what comes after them is not searched. */
const maxWords = 400;
/** In Unicode code points; of longer ones the beginning counts. */
const maxWordLength = 32;
/** Pairs of characters that a query asks for, shared out among its runs of scripts without spaces; of longer runs the beginning counts. */
const maxPairs = 20;
/** Stands in every message that has a text: whoever looks for what nearly all have walks through these, newest first. */
export const anyWord = '';

const words = /[\p{L}\p{N}]+/gu;
/** Scripts that are written without spaces between words: each two neighbouring characters are a word, and so is the last one. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const parts = new RegExp(`${unspaced.source}+|(?:(?!${unspaced.source}).)+`, 'gsu');

/** What a message with that text is found by. */
export function wordsOf(text: string): string[] {
  const found = new Set([anyWord]);
  for (const word of foldText(text).match(words) ?? []) {
    for (const part of unspaced.test(word) ? (word.match(parts) ?? []) : [word]) {
      for (const each of unspaced.test(part) ? pairsOf(part, true) : [shorten(part)]) if (found.size <= maxWords) found.add(each);
    }
    if (found.size > maxWords) break;
  }
  return [...found];
}

export interface Terms {
  /** Words that a message must have. */
  readonly whole: readonly string[];
  /** Beginnings of words that it must have. */
  readonly beginnings: readonly string[];
  /** How many words were asked for. */
  readonly count: number;
}

/** What a query asks for: every word of it; the last may be the beginning of one. */
export function termsOf(query: string): Terms {
  const asked = [...foldText(query).matchAll(words)].flatMap(([word]) => word.match(parts) ?? []);
  const runs = asked.filter((part) => unspaced.test(part)).length;
  const pairsOfRun = Math.max(1, Math.floor(maxPairs / runs));
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const [place, part] of asked.entries()) {
    // A single character of such a script begins a word wherever it stands.
    if (unspaced.test(part))
      for (const each of pairsOf(part, false).slice(0, pairsOfRun))
        (each === part && [...part].length === 1 ? beginnings : whole).add(each);
    else (place === asked.length - 1 ? beginnings : whole).add(shorten(part));
  }
  return { whole: [...whole], beginnings: [...beginnings], count: asked.length };
}

/** `東京都` → 東京, 京都, and with its end 都: so each character is the beginning of a word. */
function pairsOf(part: string, withEnd: boolean): string[] {
  const characters = [...part];
  const pairs = characters.map((character, place) => character + (characters[place + 1] ?? ''));
  return withEnd || pairs.length === 1 ? pairs : pairs.slice(0, -1);
}

const shorten = (word: string) => (word.length > maxWordLength ? [...word].slice(0, maxWordLength).join('') : word);
