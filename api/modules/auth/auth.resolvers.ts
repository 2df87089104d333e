import { unauthenticated } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { signIn, signUp } from './auth.actions.js';
import { SessionEnded } from './auth.access.js';
import { openSession } from './open-session.js';
import { endSession, endSessionOfToken, rotateSession } from './session.actions.js';
import { findSessions } from './session.queries.js';

export const authResolvers: Resolvers = {
  Mutation: {
    signUp: async (_, { input }, context) => {
      const { user, ...opened } = await signUp(input, context.request);
      return openSession(context, user, opened);
    },
    signIn: async (_, { input }, context) => {
      const { user, ...opened } = await signIn(input, context.request);
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
      const isOver = sessionCookie !== null && (await endSessionOfToken(sessionCookie));
      context.request.setSessionCookie(null, new Date(0));
      try {
        const sessionId = context.viewer && parseId(context.viewer.sessionId);
        if (sessionId) await endSession(sessionId);
      } catch (error) {
        // Of a token that is refused: what was to end has ended, now by the cookie or before.
        if (!(isOver && isRefusal(error)) && !(error instanceof SessionEnded)) throw error;
      }
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
