import type { ViewerIdentity } from '../../context.js';
import { countAgainst, countManyAgainst, limits, uncount, uncountMany } from '../auth/limits.js';
import { findAnswerable } from '../users/bot.access.js';

/*
 * How many strangers somebody may address in a day (docs/decisions/009-limits-on-accounts.md). Counted is what is about to be made; bots count for
 * their owners. All throw RATE_LIMITED (retryAfterMs).
 */

/** What was counted turned out to be there already. */
export type TakeBack = () => Promise<void>;

export async function countGroup(viewer: ViewerIdentity, people: number): Promise<TakeBack> {
  const account = await findAnswerable(viewer);
  await countAgainst(limits.groupsOfAccount, account);
  try {
    await countManyAgainst(limits.peopleAddedByAccount, people, account);
  } catch (error) {
    await uncount(limits.groupsOfAccount, account);
    throw error;
  }
  return async () => {
    await uncount(limits.groupsOfAccount, account);
    await uncountMany(limits.peopleAddedByAccount, people, account);
  };
}

export async function countDirectConversation(viewer: ViewerIdentity): Promise<TakeBack> {
  const account = await findAnswerable(viewer);
  await countAgainst(limits.directConversationsOfAccount, account);
  return () => uncount(limits.directConversationsOfAccount, account);
}

export async function countAddedPeople(viewer: ViewerIdentity, people: number): Promise<void> {
  if (people > 0) await countManyAgainst(limits.peopleAddedByAccount, people, await findAnswerable(viewer));
}
