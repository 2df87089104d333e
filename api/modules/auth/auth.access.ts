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
  const isLive = await SessionModel.exists({ _id: sessionId, userId, endedAt: null, expiresAt: { $gt: new Date() } });
  if (!isLive) throw unauthenticated();
  return identity;
}
