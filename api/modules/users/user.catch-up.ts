import { mongo, Types } from 'mongoose';
import type { CatchUpItem, CatchUpScan } from '../../live/catch-up.js';
import { UserModel, type User } from './user.model.js';

/**
 * Profiles that changed, whoever's: the engine knows who is acquainted with whom, and profiles change rarely. In the end the viewer's
 * own account, in any case: sessions and the like have no `changedAt`.
 */
export const scanUsers: CatchUpScan = async ({ userId, conversationId, since, after, limit }) => {
  if (conversationId !== null) return { items: [], next: null };
  const sinceTime = new mongo.Timestamp({ t: since.seconds, i: since.increment });
  const reached = new mongo.Timestamp({ t: parseInt(after.first.slice(0, 8), 16), i: parseInt(after.first.slice(8, 16), 16) });
  const users = await UserModel.find(
    {
      changedAt: { $gte: reached.greaterThan(sinceTime) ? reached : sinceTime },
      $or: [{ changedAt: { $gt: reached } }, { changedAt: reached, _id: { $gt: new Types.ObjectId(after.second) } }],
    },
    { changedAt: 1 },
  )
    .sort({ changedAt: 1, _id: 1 })
    .limit(limit)
    .lean<Pick<User, '_id' | 'changedAt'>[]>();
  const items = users.map(tellUser);
  if (users.length === limit) return { items, next: items.at(-1)?.place ?? null };
  const own = { to: { userId }, event: { __typename: 'ViewerChanged' } } as const;
  return { items: [...items, { place: items.at(-1)?.place ?? after, at: new Date(), announcements: [own] }], next: null };
};

function tellUser({ _id, changedAt }: Pick<User, '_id' | 'changedAt'>): CatchUpItem {
  const id = _id.toHexString();
  const time = [changedAt.t, changedAt.i].map((part) => part.toString(16).padStart(8, '0')).join('');
  return {
    place: { first: time.padEnd(24, '0'), second: id },
    at: new Date(changedAt.t * 1000),
    announcements: [{ to: { acquaintancesOf: id }, event: { __typename: 'UserChanged', userId: id } }],
  };
}
