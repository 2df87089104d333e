import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { blockUser, unblockUser } from './block.actions.js';
import { findBlockedIds } from './block.queries.js';

export const blockResolvers: Resolvers = {
  Mutation: {
    blockUser: (_, { userId }, context) => blockUser(requireViewer(context), userId),
    unblockUser: (_, { userId }, context) => unblockUser(requireViewer(context), userId),
  },
  Viewer: {
    blockedUsers: async (viewer, _, { loaders }) => {
      const ids = await findBlockedIds(viewer._id);
      const users = await Promise.all(ids.map((id) => loaders.user.load(id)));
      return users.filter((user) => user !== null);
    },
  },
};
