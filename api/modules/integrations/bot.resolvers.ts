import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { createBot } from './bot.actions.js';

export const botResolvers: Resolvers = {
  Mutation: {
    createBot: (_, { username, displayName }, context) => createBot(requireViewer(context), { username, displayName }),
  },
};
