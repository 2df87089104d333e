import { requireViewer } from '../../context.js';
import { notFound } from '../../graphql/errors.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { changeEmail, changePassword, requestPasswordReset, resendVerification, resetPassword, verifyEmail } from './account.actions.js';
import { openSession } from './open-session.js';
import { endOtherSessions, endOwnSession } from './session.actions.js';

/** The account itself: its sessions, password and e-mail address. An access token gets to none of it (@session in schema.graphql). */
export const accountResolvers: Resolvers = {
  Mutation: {
    revokeSession: async (_, { id }, context) => {
      const { userId, sessionId } = requireViewer(context);
      if (!(await endOwnSession(userId, id))) throw notFound('session');
      if (id.toLowerCase() === sessionId) context.request.setSessionCookie(null, new Date(0));
      return true;
    },
    revokeOtherSessions: (_, _arguments, context) => {
      const { userId, sessionId } = requireViewer(context);
      return endOtherSessions(userId, sessionId);
    },
    changePassword: async (_, passwords, context) => {
      const { userId, sessionId } = requireViewer(context);
      await changePassword(userId, sessionId, passwords);
      return true;
    },
    requestPasswordReset: async (_, { email }, context) => {
      await requestPasswordReset(email, context.request);
      return true;
    },
    resetPassword: async (_, { token, newPassword }, context) => {
      const { user, ...opened } = await resetPassword(token, newPassword, context.request);
      return openSession(context, user, opened);
    },
    verifyEmail: async (_, { token }) => {
      await verifyEmail(token);
      return true;
    },
    resendVerification: async (_, _arguments, context) => {
      const user = await context.loaders.user.load(requireViewer(context).userId);
      if (!user) throw notFound('user');
      return resendVerification(user);
    },
    changeEmail: async (_, { newEmail, password }, context) => {
      await changeEmail(requireViewer(context).userId, newEmail, password);
      return true;
    },
  },
};
