import { askTogether } from '../../graphql/ask-together.js';
import { forbidden } from '../../graphql/errors.js';
import { blockId, BlockModel, type Block } from './block.model.js';

/** Two users, ids in hex, in whichever order. */
export type Pair = readonly [string, string];

/** The same in both directions, so that nobody learns for sure who has blocked whom. */
export const cannotWrite = () => forbidden('You cannot write to this person.');

/**
 * FORBIDDEN where one of these people has blocked that user, or that user one of them: nobody brings somebody into a group whom they could not write to. It
 * does not say which of them; asked one by one it would tell no more than startDirectConversation.
 */
export async function refuseBlockedAmong(userId: string, others: readonly string[]): Promise<void> {
  const blocked = await findBlocked(others.map((other) => [userId, other] as const));
  if (blocked.includes(true)) throw forbidden('Somebody of them cannot be added by you. People can come by an invite, too.');
}

/** For each pair: whether either has blocked the other. One command; asks the database, so a block that was acknowledged anywhere is seen. */
export async function findBlocked(pairs: readonly Pair[]): Promise<boolean[]> {
  const isBlocker = await findBlockers(
    pairs.flatMap(([one, other]) => [
      { blockerId: one, blockedId: other },
      { blockerId: other, blockedId: one },
    ]),
  );
  return pairs.map((_, index) => Boolean(isBlocker[2 * index]) || Boolean(isBlocker[2 * index + 1]));
}

/** For each: whether the one has blocked the other, in that direction. One command. */
export async function findBlockers(wanted: readonly { readonly blockerId: string; readonly blockedId: string }[]): Promise<boolean[]> {
  if (wanted.length === 0) return [];
  const ids = wanted.map(({ blockerId, blockedId }) => blockId(blockerId, blockedId));
  const found = await BlockModel.find({ _id: { $in: [...new Set(ids)] } }, { _id: 1 }).lean<Pick<Block, '_id'>[]>();
  const present = new Set(found.map(({ _id }) => _id));
  return ids.map((id) => present.has(id));
}

/** findBlocked for one pair. Who asks at the same time shares the command. */
export const isBlocked: (pair: Pair) => Promise<boolean> = askTogether(findBlocked);
