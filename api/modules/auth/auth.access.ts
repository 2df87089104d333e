import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { askTogether } from '../../graphql/ask-together.js';
import { unauthenticated } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { readAccessToken } from './access-token.js';
import { SessionModel, type Session } from './session.model.js';

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
  if (!(await askLiveSession(`${sessionId.toHexString()}:${userId.toHexString()}`))) throw unauthenticated();
  return identity;
}

/** `sessionId:userId` → whether it is a session that goes on. */
const askLiveSession = askTogether(async (keys: readonly string[]): Promise<boolean[]> => {
  const ids = [...new Set(keys.map((key) => key.slice(0, key.indexOf(':'))))].map((id) => new Types.ObjectId(id));
  const live = { _id: { $in: ids }, endedAt: null, expiresAt: { $gt: new Date() } };
  const sessions = await SessionModel.find(live, { userId: 1 }).lean<Pick<Session, '_id' | 'userId'>[]>();
  const found = new Set(sessions.map(({ _id, userId }) => `${_id.toHexString()}:${userId.toHexString()}`));
  return keys.map((key) => found.has(key));
});
