import DataLoader from 'dataloader';
import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { unauthenticated } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { readAccessToken } from './access-token.js';
import { SessionModel } from './session.model.js';

/**
 * Who an access token speaks for: null without a token; UNAUTHENTICATED for one that is forged, expired, or whose session has ended.
 * The session is asked for in the database each time, so that its end counts at once.
 */
export async function authenticate(token: string | null): Promise<ViewerIdentity | null> {
  if (token === null) return null;
  const identity = await readAccessToken(token);
  const sessionId = identity && parseId(identity.sessionId);
  const userId = identity && parseId(identity.userId);
  if (!sessionId || !userId) throw unauthenticated();
  if (!(await liveSessions.load(`${sessionId.toHexString()}:${userId.toHexString()}`))) throw unauthenticated();
  return identity;
}

/**
 * `sessionId:userId` → whether it is a session that goes on. Remembers nothing: it only makes one command of what is asked for at the same
 * time, and asks after the last of those who ask together has asked.
 */
const liveSessions = new DataLoader(findLiveSessions, { cache: false, maxBatchSize: 500, batchScheduleFn: (ask) => setImmediate(ask) });

async function findLiveSessions(keys: readonly string[]): Promise<boolean[]> {
  const ids = [...new Set(keys.map((key) => key.slice(0, key.indexOf(':'))))].map((id) => new Types.ObjectId(id));
  const sessions = await SessionModel.collection
    .find(
      { _id: { $in: ids }, endedAt: null, expiresAt: { $gt: new Date() } },
      { projection: { userId: 1 }, readConcern: { level: 'majority' } },
    )
    .toArray();
  const live = new Set(sessions.map(({ _id, userId }) => `${String(_id)}:${String(userId)}`));
  return keys.map((key) => live.has(key));
}
