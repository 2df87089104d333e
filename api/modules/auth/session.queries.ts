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
