import { wordsOf } from '../basics/foldText';

/**
 * How well a text answers to what was typed: 0 where it begins so, 1 where words of it begin with all that was typed, 2 where what was typed is put together
 * from the beginnings of its words ("nc", "newcon" → "New conversation"); null where it does not. Case and accents don't matter.
 */
export function rankWords(text: string, typed: string): number | null {
  const asked = wordsOf(typed).map(({ word }) => word);
  const present = wordsOf(text).map(({ word }) => word);
  if (present.join(' ').startsWith(asked.join(' '))) return 0;
  if (asked.every((term) => present.some((word) => word.startsWith(term)))) return 1;
  return isMadeOfBeginnings(asked.join(''), present) ? 2 : null;
}

/** Each word may give any number of its first letters, or none; the order is theirs. */
function isMadeOfBeginnings(letters: string, present: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const word of present) {
    const next = new Set(reached);
    for (const start of reached) {
      for (let length = 1; length <= word.length && letters.startsWith(word.slice(0, length), start); length += 1) next.add(start + length);
    }
    reached = next;
  }
  return reached.has(letters.length);
}
