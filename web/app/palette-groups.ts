import { rankWords } from '../ui/palette/rankWords';
import type { PeopleSearch } from '../ui/props';
import type { Person } from '../ui/view';
import type { Command } from './palette-commands';

export type CommandGroup = { id: string; title: string; entries: readonly Command[] };

const mostFound = 8;
const mostUntyped = 6;
const mostPeople = 5;

type Input = {
  typed: string;
  /** In the order in which they are offered. */
  conversations: CommandGroup;
  /** What can be done. */
  commands: readonly CommandGroup[];
  /** As the server found them. */
  people: CommandGroup;
  /** What always remains. */
  last: CommandGroup;
};

/** What the palette offers: before anything is typed, conversations and the usual; else what fits best first, and at the end what comes from elsewhere, which moves nothing when it arrives. */
export function paletteGroups({ typed, conversations, commands, people, last }: Input): CommandGroup[] {
  if (typed.trim() === '') {
    const usual = commands.map((group) => ({ ...group, entries: group.entries.filter(({ typedOnly }) => !typedOnly) }));
    return [{ ...conversations, entries: conversations.entries.slice(0, mostUntyped) }, ...usual].filter(isFilled);
  }
  const found = [conversations, ...commands]
    .map((group) => rankGroup(group, typed))
    .filter(({ group }) => isFilled(group))
    .sort((one, other) => one.best - other.best)
    .map(({ group }) => group);
  return [...found, people, last].filter(isFilled);
}

/** Nobody who answers to the letters before these: a quick Enter would take them. */
export const peopleOffered = ({ results, loading, error }: Pick<PeopleSearch, 'results' | 'loading' | 'error'>): Person[] =>
  loading || error !== null ? [] : results.slice(0, mostPeople);

const isFilled = ({ entries }: CommandGroup) => entries.length > 0;

function rankGroup(group: CommandGroup, typed: string): { group: CommandGroup; best: number } {
  const ranked = group.entries
    .flatMap((entry) => {
      const rank = rankWords(entry.title, typed);
      return rank === null ? [] : [{ entry, rank }];
    })
    .sort((one, other) => one.rank - other.rank)
    .slice(0, mostFound);
  return { group: { ...group, entries: ranked.map(({ entry }) => entry) }, best: ranked[0]?.rank ?? Infinity };
}
