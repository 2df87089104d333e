import { wordsOf } from '../basics/foldText';

/** By the rules of the server: every word of the query, the last of which may be the beginning of one; case and accents don't matter. */
export type Terms = { whole: readonly string[]; beginning: string | null };

/** Scripts without spaces between words: a term is found anywhere in a run of them. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export function termsOf(query: string): Terms {
  const all = wordsOf(query).map(({ word }) => word);
  return { whole: all.slice(0, -1), beginning: all.at(-1) ?? null };
}

const answers = (word: string, term: string, isBeginning: boolean) =>
  word === term || (isBeginning && word.startsWith(term)) || (unspaced.test(term) && word.includes(term));

/** Whether the text has all that is asked for. Nothing asked for is found nowhere. */
export function hasTerms(text: string, { whole, beginning }: Terms): boolean {
  if (beginning === null) return false;
  const present = wordsOf(text);
  const has = (term: string, isBeginning: boolean) => present.some(({ word }) => answers(word, term, isBeginning));
  return whole.every((term) => has(term, false)) && has(beginning, true);
}

export type MarkedPart = { text: string; marked: boolean };

/** The text in parts; words that were asked for are marked, whole. Together the parts are the text. */
export function markWords(text: string, { whole, beginning }: Terms): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let reached = 0;
  for (const { word, start, end } of wordsOf(text)) {
    if (!whole.some((term) => answers(word, term, false)) && (beginning === null || !answers(word, beginning, true))) continue;
    if (start > reached) parts.push({ text: text.slice(reached, start), marked: false });
    parts.push({ text: text.slice(start, end), marked: true });
    reached = end;
  }
  if (reached < text.length) parts.push({ text: text.slice(reached), marked: false });
  return parts;
}

/** Characters before the first found word. */
const leadIn = 40;
const longest = 240;

/** As much of a long text as shows what was found, and begins at a word. */
export function excerptOf(text: string, terms: Terms): string {
  let first = 0;
  for (const part of markWords(text, terms)) {
    if (part.marked) break;
    first += part.text.length;
  }
  if (first === text.length || first <= leadIn) return text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text;
  const space = text.lastIndexOf(' ', first - leadIn / 2);
  const start = space < first - leadIn ? first - leadIn / 2 : space + 1;
  return `…${text.slice(start, start + longest).trimEnd()}${start + longest < text.length ? '…' : ''}`;
}
