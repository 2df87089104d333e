/** Schema: Query.pinnedConversations and Conversation.pinnedMessages. */
export const maxPins = 50;

export interface Pin {
  readonly slot: number;
  readonly at: Date;
}

/**
 * A place for one more pin, or null where all are taken. A unique index on the slot makes the limit hold for any number of processes: whoever
 * loses the race for a slot gets a duplicate key, and looks again. Chosen at random, so that those who pin at once seldom meet.
 * Pins sort by `at`, so a new one is never before one that is there, whatever the clocks of the processes say.
 */
export function choosePin(present: readonly Pin[], now = new Date()): Pin | null {
  const taken = new Set(present.map(({ slot }) => slot));
  const free = Array.from({ length: maxPins }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  const slot = free[Math.floor(Math.random() * free.length)];
  if (slot === undefined) return null;
  const newest = Math.max(...present.map(({ at }) => at.getTime()));
  return { slot, at: new Date(Math.max(now.getTime(), newest + 1)) };
}

export const byPinTime = (one: Pin, other: Pin): number => one.at.getTime() - other.at.getTime();
