import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { registerPush, unregisterPush } from './push.actions.js';

export const pushResolvers: Resolvers = {
  Mutation: {
    registerPush: async (_, registration, context) => {
      await registerPush(requireViewer(context), registration);
      return true;
    },
    unregisterPush: async (_, { endpoint }, context) => {
      await unregisterPush(requireViewer(context), endpoint);
      return true;
    },
  },
};
