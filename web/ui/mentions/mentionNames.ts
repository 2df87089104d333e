/** By the rules of the server (schema: Message.mentions), which has the last word on who is meant. */
const mention = /(?<![\p{L}\p{N}._\-/@])@([A-Za-z0-9._-]+)(?![\p{L}\p{N}._\-@])/gu;
const username = { min: 3, max: 32 };
export const everyoneName = 'everyone';

/** `start`: where the @ stands. `names`: the usernames it may mean, the likeliest first: "@ana." is "ana." or "ana". */
export type NamedPlace = { start: number; names: readonly string[] };

/** Every @name of a text, also those in code: whoever asks knows where the code is. */
export function findNames(text: string): NamedPlace[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(mention)].map(({ index, 1: written = '' }) => ({ start: index, names: readName(written.toLowerCase()) }));
}

/** A username may end with dots or dashes, and so may a sentence: with up to three of them, then with one less each. */
function readName(written: string): string[] {
  const bare = written.replace(/[._-]+$/, '').length;
  const candidates: string[] = [];
  for (let length = Math.min(written.length, bare + 3, username.max); length >= Math.max(bare, username.min); length -= 1) {
    candidates.push(written.slice(0, length));
  }
  return candidates;
}

/** Those of the people whom the text names, as far as can be told before the server says. */
export function peopleNamedIn<Named extends { username: string }>(text: string, people: readonly Named[]): Named[] {
  const named = new Set(findNames(text).flatMap(({ names }) => names));
  return named.size === 0 ? [] : people.filter((person) => named.has(person.username));
}

export const namesEveryone = (text: string) => findNames(text).some(({ names }) => names.includes(everyoneName));
