import type { ViewerIdentity } from '../../context.js';
import { AppError, unauthenticated } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { findTokenViewer, isTokenLive } from './access-token.access.js';
import { readAccessToken } from './access-token.js';
import { isTokenSecret } from './access-token.secret.js';
import { isSessionLive } from './live-sessions.js';

/** The UNAUTHENTICATED of a token that would be good, had its session not ended. */
export class SessionEnded extends AppError {
  constructor() {
    super('UNAUTHENTICATED');
  }
}

/**
 * Who the token of a request speaks for: null without one; UNAUTHENTICATED for one that is forged, expired, or has ended, or whose session has.
 * That the session goes on is asked in the database, or was within the last 2 s (see live-sessions.ts).
 */
export async function authenticate(token: string | null): Promise<ViewerIdentity | null> {
  if (token === null) return null;
  if (isTokenSecret(token)) return (await findTokenViewer(token)) ?? refuse();
  const identity = await readAccessToken(token);
  const sessionId = identity && parseId(identity.sessionId);
  const userId = identity && parseId(identity.userId);
  if (!sessionId || !userId) throw unauthenticated();
  if (!(await isSessionLive(sessionId.toHexString(), userId.toHexString()))) throw new SessionEnded();
  return identity;
}

/** Whether the session or access token of who was authenticated goes on: known at once where the database said so within the last 2 s. */
export function isSignedIn({ userId, sessionId, scopes }: ViewerIdentity): boolean | Promise<boolean> {
  return scopes === null ? isSessionLive(sessionId, userId) : isTokenLive(sessionId);
}

function refuse(): never {
  throw unauthenticated();
}
