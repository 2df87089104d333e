import type { ViewerIdentity } from '../../context.js';
import { askTogether } from '../../graphql/ask-together.js';
import { AppError, forbidden } from '../../graphql/errors.js';
import { blockId, BlockModel, type Block } from './block.model.js';

/** Two users, ids in hex, in whichever order. */
export type Pair = readonly [string, string];

/** The same in both directions, so that nobody learns for sure who has blocked whom. */
export const cannotWrite = () => forbidden('You cannot write to this person.');

/**
 * FORBIDDEN (CANNOT_ADD) where one of these people has blocked the viewer, or was blocked: nobody brings somebody into a group whom they could not write to.
 * Named are only those whom the viewer has blocked, to the viewer's own session. Where there are some, nothing of it depends on the others; where there
 * are none, it does not say which of them: asked one by one it would tell no more than startDirectConversation.
 */
export async function refuseBlockedAmong(
  { userId, scopes }: Pick<ViewerIdentity, 'userId' | 'scopes'>,
  others: readonly string[],
): Promise<void> {
  const byViewer = await findBlockers(others.map((other) => ({ blockerId: userId, blockedId: other })));
  const blockedUserIds = others.filter((_, index) => byViewer[index]);
  if (blockedUserIds.length > 0 && scopes === null) {
    throw cannotAdd('You have blocked some of them: unblock them, or leave them out.', { blockedUserIds });
  }
  const byThem = await findBlockers(others.map((other) => ({ blockerId: other, blockedId: userId })));
  if (blockedUserIds.length > 0 || byThem.includes(true))
    throw cannotAdd('Somebody of them cannot be added by you. People can come by an invite, too.');
}

const cannotAdd = (message: string, details: { readonly blockedUserIds?: readonly string[] } = {}) =>
  new AppError('FORBIDDEN', message, { ...details, reason: 'CANNOT_ADD' });

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
