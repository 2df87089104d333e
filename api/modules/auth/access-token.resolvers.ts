import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { notFound } from '../../graphql/errors.js';
import { createAccessToken, revokeAccessToken } from './access-token.actions.js';
import { findAccessTokens } from './access-token.queries.js';

export const accessTokenResolvers: Resolvers = {
  Mutation: {
    createAccessToken: async (_, { input }, context) => {
      const { accessToken, secret } = await createAccessToken(requireViewer(context), input);
      const user = await context.loaders.user.load(accessToken.userId.toHexString());
      if (!user) throw notFound('user');
      return { user, accessToken, secret };
    },
    revokeAccessToken: async (_, { id }, context) => {
      await revokeAccessToken(requireViewer(context), id);
      return true;
    },
  },
  Viewer: {
    accessTokens: (viewer) => findAccessTokens(viewer._id),
  },
  AccessToken: {
    id: (token) => token._id.toHexString(),
    user: async ({ userId }, _arguments, { loaders }) => {
      const user = await loaders.user.load(userId.toHexString());
      if (!user) throw notFound('user');
      return user;
    },
  },
};
