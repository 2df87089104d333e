import { requireViewer } from '../../context.js';
import { notFound } from '../../graphql/errors.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { photoUrlOf } from '../media/media-urls.js';
import { findBots } from './bot.access.js';
import { updateProfile } from './user.actions.js';
import { loadShownUser } from './user.loaders.js';
import { showsLastSeen } from './user.model.js';
import { findUser, searchUsers } from './user.queries.js';

export const userResolvers: Resolvers = {
  Query: {
    viewer: (_, _arguments, context) => (context.viewer ? context.loaders.user.load(context.viewer.userId) : null),
    user: (_, args, context) => {
      requireViewer(context);
      return findUser(args);
    },
    users: (_, args, context) => {
      requireViewer(context);
      return searchUsers(args);
    },
  },
  Mutation: {
    updateProfile: async (_, { input }, context) => {
      const { userId } = requireViewer(context);
      const user = await updateProfile(userId, input);
      context.loaders.user.clear(userId).prime(userId, user);
      return user;
    },
  },
  User: {
    id: (user) => user._id.toHexString(),
    photoUrl: (user, { size }) => photoUrlOf(user, size),
  },
  Viewer: {
    user: (viewer) => viewer,
    showLastSeen: showsLastSeen,
    bots: (viewer) => findBots(viewer._id),
  },
  UserChanged: {
    user: ({ userId }, _arguments, { loaders }) => loadShownUser(loaders, userId),
  },
  ViewerChanged: {
    viewer: async (_, _arguments, context) => {
      const viewer = await context.loaders.user.load(requireViewer(context).userId);
      if (!viewer) throw notFound('user');
      return viewer;
    },
  },
};
