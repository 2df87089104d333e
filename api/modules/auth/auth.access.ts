import type { ViewerIdentity } from '../../context.js';
import { unauthenticated } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { readAccessToken } from './access-token.js';
import { isSessionLive } from './live-sessions.js';

/**
 * Who an access token speaks for: null without a token; UNAUTHENTICATED for one that is forged, expired, or whose session has ended.
 * That the session goes on is asked in the database, or was within the last 2 s (see live-sessions.ts).
 */
export async function authenticate(token: string | null): Promise<ViewerIdentity | null> {
  if (token === null) return null;
  const identity = await readAccessToken(token);
  const sessionId = identity && parseId(identity.sessionId);
  const userId = identity && parseId(identity.userId);
  if (!sessionId || !userId) throw unauthenticated();
  if (!(await isSessionLive(sessionId.toHexString(), userId.toHexString()))) throw unauthenticated();
  return identity;
}
