import type { Change } from './live/change.js';
import { startLive, type LiveEngine, type LiveOptions } from './live/engine.js';
import { forgetAccessTokens } from './modules/auth/access-token.access.js';
import { accessTokenLiveMapper } from './modules/auth/access-token.live.js';
import { scanEndedAccessTokens } from './modules/auth/access-token.queries.js';
import { forgetSession } from './modules/auth/live-sessions.js';
import { sessionLiveMapper } from './modules/auth/session.live.js';
import { scanEndedSessions } from './modules/auth/session.queries.js';
import { scanConversations } from './modules/conversations/conversation.catch-up.js';
import { conversationLiveMapper } from './modules/conversations/conversation.live.js';
import { scanMembers, scanOwnMemberships } from './modules/conversations/member.catch-up.js';
import { memberLiveMapper, readMarkerMemberLimit } from './modules/conversations/member.live.js';
import { fingerprintMarks, scanMemberships } from './modules/conversations/member.queries.js';
import { webhookLiveMapper } from './modules/integrations/webhook.live.js';
import { scanChangedMessages, scanNewMessages } from './modules/messages/message.catch-up.js';
import { messageLiveMapper } from './modules/messages/message.live.js';
import { forgetAllPlaces } from './modules/messages/message.places.js';
import { hearOfSends } from './modules/messages/heard-sends.js';
import { presenceLiveMapper } from './modules/presence/presence.live.js';
import { typingLiveMapper } from './modules/presence/typing.live.js';
import { pushLiveMapper } from './modules/push/push.live.js';
import { blockLiveMapper } from './modules/users/block.live.js';
import { scanBlocks } from './modules/users/block.queries.js';
import { type RecentUsers } from './modules/users/recent-users.js';
import { scanUsers } from './modules/users/user.catch-up.js';
import { userLiveMapper } from './modules/users/user.live.js';

/** What of the database live events come from. */
export const liveMappers = [
  userLiveMapper,
  blockLiveMapper,
  sessionLiveMapper,
  accessTokenLiveMapper,
  conversationLiveMapper,
  memberLiveMapper,
  messageLiveMapper,
  typingLiveMapper,
  presenceLiveMapper,
  webhookLiveMapper,
  pushLiveMapper,
];

/** Cursors count the phases: a change of their order needs another purpose for the cursors of a catch-up (live/cursor.ts). */
const catchUpScans = [scanOwnMemberships, scanChangedMessages, scanNewMessages, scanConversations, scanMembers, scanUsers];

/** What else is to follow the database, besides what is announced. */
export interface FeedFollower {
  /** Of each change, in commit order. */
  onChange(change: Change): void;
  /** Some changes were missed. */
  onPlaceLost(): void;
}

type EngineOptions = Omit<
  LiveOptions,
  'mappers' | 'scanMemberships' | 'scanBlocks' | 'catchUpScans' | 'scanEndedSessions' | 'largeConversations' | 'onChange' | 'onPlaceLost'
>;

/** The live engine with all that it needs of the modules. `recentUsers` are kept true by it. */
export function startEngine(
  options: EngineOptions,
  recentUsers: RecentUsers,
  followers: readonly FeedFollower[] = [],
): Promise<LiveEngine> {
  return startLive({
    ...options,
    mappers: liveMappers,
    scanMemberships,
    scanBlocks,
    catchUpScans,
    scanEndedSessions: scanEnds,
    largeConversations: { above: readMarkerMemberLimit, fingerprintOf: fingerprintMarks },
    onChange(change) {
      const { collection, operation, id, changedFields } = change;
      hearOfSends(change);
      if (collection === userLiveMapper.collection) recentUsers.drop(id);
      if (collection === sessionLiveMapper.collection) forgetSession(id);
      // That one was used changes nothing.
      if (collection === accessTokenLiveMapper.collection && (operation === 'delete' || changedFields.has('endedAt'))) forgetAccessTokens();
      for (const follower of followers) follower.onChange(change);
    },
    onPlaceLost() {
      forgetAccessTokens();
      recentUsers.clear();
      forgetAllPlaces();
      for (const follower of followers) follower.onPlaceLost();
    },
  });
}

/** Sessions and access tokens that ended at or after that time. */
async function* scanEnds(since: Date): AsyncIterable<string> {
  yield* scanEndedSessions(since);
  yield* scanEndedAccessTokens(since);
}
