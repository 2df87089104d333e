import DataLoader from 'dataloader';
import { Types } from 'mongoose';
import { memberCollection } from '../conversations/member.model.js';
import { findBlocked } from '../users/block.access.js';
import { PresenceModel, type PresenceRecord } from './presence.model.js';

export interface Sight {
  readonly viewerId: string;
  readonly userId: string;
}

export interface PresenceLoaders {
  /** Null: never connected, or the viewer may not see it. Three commands a batch. */
  readonly presence: DataLoader<Sight, PresenceRecord | null, string>;
}

export const presenceLoaders = {
  presence: () => new DataLoader(loadPresence, { cacheKeyFn: ({ viewerId, userId }: Sight) => `${viewerId}:${userId}`, maxBatchSize: 500 }),
};

async function loadPresence(sights: readonly Sight[]): Promise<(PresenceRecord | null)[]> {
  const ids = [...new Set(sights.map(({ userId }) => userId))].map((id) => new Types.ObjectId(id));
  const [records, isVisible] = await Promise.all([PresenceModel.find({ _id: { $in: ids } }).lean<PresenceRecord[]>(), findVisible(sights)]);
  const byId = new Map(records.map((record) => [record._id.toHexString(), record]));
  return sights.map(({ userId }, index) => (isVisible[index] ? (byId.get(userId) ?? null) : null));
}

/** People see those with whom they share a conversation, unless either has blocked the other; and themselves. */
async function findVisible(sights: readonly Sight[]): Promise<boolean[]> {
  const others = sights.filter(({ viewerId, userId }) => viewerId !== userId);
  if (others.length === 0) return sights.map(() => true);
  const people = [...new Set(others.flatMap(({ viewerId, userId }) => [viewerId, userId]))];
  const [memberships, blocked] = await Promise.all([
    // The ids of memberships name both; the embedded database has them in the index, and reads no record for them.
    memberCollection()
      .find({ userId: { $in: people.map((id) => new Types.ObjectId(id)) }, leftAt: null }, { projection: { _id: 1 } })
      .toArray(),
    findBlocked(others.map(({ viewerId, userId }) => [viewerId, userId] as const)),
  ]);
  const conversations = new Map<string, Set<string>>(people.map((id) => [id, new Set()]));
  for (const { _id } of memberships) {
    const [conversationId = '', userId = ''] = _id.split(':');
    conversations.get(userId)?.add(conversationId);
  }
  const isBlocked = new Map(others.map((sight, index) => [sight, blocked[index] ?? true]));
  return sights.map((sight) => {
    if (sight.viewerId === sight.userId) return true;
    return isBlocked.get(sight) === false && share(conversations.get(sight.viewerId), conversations.get(sight.userId));
  });
}

function share(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  for (const id of one ?? []) if (other?.has(id)) return true;
  return false;
}
