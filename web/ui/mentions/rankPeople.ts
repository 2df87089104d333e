import { foldText, wordsOf } from '../basics/foldText';
import type { Person } from '../view';

export const mostOffered = 8;

/** Words that begin like the query, in the username or the name, whatever the case and accents; the better match first, equal ones as they came. */
export function rankPeople(people: readonly Person[], query: string, limit = mostOffered): Person[] {
  const wanted = foldText(query);
  return people
    .map((person) => ({ person, rank: rankOf(person, wanted) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .slice(0, limit)
    .map(({ person }) => person);
}

function rankOf({ username, displayName }: Person, wanted: string): number | null {
  if (wanted === '') return 0;
  const name = foldText(displayName);
  if (username === wanted) return 0;
  if (username.startsWith(wanted) || name.startsWith(wanted)) return 1;
  return beginsWord(name, wanted) || beginsWord(username, wanted) ? 2 : null;
}

const beginsWord = (text: string, wanted: string) => wordsOf(text).some(({ start }) => text.startsWith(wanted, start));
