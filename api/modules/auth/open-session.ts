import type { Context, ViewerIdentity } from '../../context.js';
import type { User } from '../users/user.model.js';
import { issueAccessToken } from './access-token.js';
import type { OpenSession } from './session.actions.js';

/** The AuthPayload of a session that was just started or refreshed; from here on the operation speaks for its user. */
export async function openSession(context: Context, user: User, { session, refreshToken }: OpenSession) {
  const userId = user._id.toHexString();
  const sessionId = session._id.toHexString();
  const { token, expiresAt } = await issueAccessToken(userId, sessionId);
  signInContext(context, { userId, sessionId, expiresAt, scopes: null });
  const { wantsSessionCookie } = context.request;
  if (wantsSessionCookie) context.request.setSessionCookie(refreshToken, session.expiresAt);
  return { accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken: wantsSessionCookie ? null : refreshToken, viewer: user };
}

/**
 * From here on this operation speaks for the one who just signed in: the fields of the payload's `viewer` ask who is looking.
 * defineProperty, because `viewer` is read-only to all others, and after a bad token a getter that throws.
 */
function signInContext(context: Context, identity: ViewerIdentity): void {
  Object.defineProperty(context, 'viewer', { value: identity, configurable: true, enumerable: true });
}
