import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/schema-types.js';
import type { DeliveredEvent } from './events.js';

export const liveResolvers: Resolvers = {
  Subscription: {
    events: {
      subscribe: (_root, { after }, context) => context.live.subscribeToEvents({ userId: requireViewer(context).userId, after }),
      // The event itself is the root of each execution.
      resolve: (event: DeliveredEvent) => event,
    },
  },
};
