import { requireViewer, type Context } from '../../context.js';
import type { Presence, Resolvers } from '../../generated/schema-types.js';
import { badUserInput } from '../../graphql/errors.js';
import type { PresenceEvent } from '../../live/events.js';
import { loadShownUser } from '../users/user.loaders.js';
import { showsLastSeen, type User } from '../users/user.model.js';
import { reportActivity } from './presence.actions.js';
import type { PresenceRecord } from './presence.model.js';

/** Schema: Subscription.presence. */
const maxWatched = 500;

export const presenceResolvers: Resolvers = {
  User: {
    presence: async (user, _, context) => {
      const viewerId = requireViewer(context).userId;
      return showPresence(user, await context.loaders.presence.load({ viewerId, userId: user._id.toHexString() }));
    },
  },
  Mutation: {
    reportActivity: async (_, { active }, context) => {
      // What stands for the request is, over a WebSocket, the same as long as the socket is open.
      await reportActivity(requireViewer(context), active, context.request);
      return true;
    },
  },
  Subscription: {
    presence: {
      subscribe: (_, { userIds }, context) => {
        const { userId } = requireViewer(context);
        if (userIds.length > maxWatched) throw badUserInput('userIds', 'TOO_MANY', `"userIds" names at most ${maxWatched} people.`);
        return context.live.subscribeToPresence({ userId, watchedIds: new Set(userIds.map((id) => id.toLowerCase())) });
      },
      resolve: ({ userId }: PresenceEvent, _: unknown, { loaders }: Context) => loadShownUser(loaders, userId),
    },
  },
};

function showPresence(user: User, record: PresenceRecord | null): Presence {
  const statuses = Object.values(record?.on ?? {}).map(({ status }) => status);
  const isConnected = statuses.length > 0;
  // A program is at its device for as long as it is connected.
  const status = isConnected && user.bot ? 'ONLINE' : statuses.includes('ONLINE') ? 'ONLINE' : isConnected ? 'AWAY' : 'OFFLINE';
  const lastSeenAt = isConnected ? new Date() : (record?.lastSeenAt ?? null);
  return { status, lastSeenAt: showsLastSeen(user) ? lastSeenAt : null };
}
