import type { Context, ViewerIdentity } from '../../context.js';
import { unauthenticated } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import type { Resolvers } from '../../generated/schema-types.js';
import type { User } from '../users/user.model.js';
import { issueAccessToken } from './access-token.js';
import { signIn, signUp } from './auth.actions.js';
import { endSession, endSessionOfToken, rotateSession, type OpenSession } from './session.actions.js';
import { findSessions } from './session.queries.js';

export const authResolvers: Resolvers = {
  Mutation: {
    signUp: async (_, { input }, context) => {
      const { user, ...opened } = await signUp(input, context.request.userAgent);
      return openSession(context, user, opened);
    },
    signIn: async (_, { input }, context) => {
      const { user, ...opened } = await signIn(input, context.request.userAgent);
      return openSession(context, user, opened);
    },
    refreshSession: async (_, args, context) => {
      const token = args.refreshToken ?? context.request.sessionCookie;
      if (!token) throw unauthenticated();
      try {
        const opened = await rotateSession(token);
        const user = await context.loaders.user.load(opened.session.userId.toHexString());
        if (!user) throw unauthenticated();
        return await openSession(context, user, opened);
      } catch (error) {
        // A cookie that is good for nothing any more would only be refused again.
        if (token === context.request.sessionCookie && isRefusal(error)) context.request.setSessionCookie(null, new Date(0));
        throw error;
      }
    },
    signOut: async (_, _arguments, context) => {
      const { sessionCookie } = context.request;
      if (sessionCookie) await endSessionOfToken(sessionCookie);
      context.request.setSessionCookie(null, new Date(0));
      const sessionId = context.viewer && parseId(context.viewer.sessionId);
      if (sessionId) await endSession(sessionId);
      return true;
    },
  },
  Viewer: {
    sessions: (viewer) => findSessions(viewer._id),
  },
  Session: {
    id: (session) => session._id.toHexString(),
    current: (session, _arguments, { viewer }) => viewer?.sessionId === session._id.toHexString(),
  },
};

const isRefusal = (error: unknown) => error instanceof Error && 'extensions' in error;

async function openSession(context: Context, user: User, { session, refreshToken }: OpenSession) {
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
