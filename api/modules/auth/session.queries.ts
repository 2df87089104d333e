import type { Types } from 'mongoose';
import { SessionModel, type Session } from './session.model.js';

// Far more than anybody has; a bound all the same.
const maxSessions = 100;

/** A user's live sessions, last used first. */
export async function findSessions(userId: Types.ObjectId): Promise<Session[]> {
  return SessionModel.find({ userId, endedAt: null, expiresAt: { $gt: new Date() } })
    .sort({ lastUsedAt: -1, _id: -1 })
    .limit(maxSessions)
    .lean<Session[]>();
}

/** Ids of the sessions that were ended at or after that time, by the clock of whoever ended them. */
export async function* scanEndedSessions(since: Date): AsyncIterable<string> {
  const ended = SessionModel.find({ endedAt: { $gte: since } }, { _id: 1 })
    .lean<Pick<Session, '_id'>[]>()
    .cursor({ batchSize: 1000 });
  for await (const { _id } of ended) yield String(_id);
}
