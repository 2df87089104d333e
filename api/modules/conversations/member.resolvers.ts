import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { loadShownUser } from '../users/user.loaders.js';
import { showsLastSeen } from '../users/user.model.js';
import { unbanMember } from './ban.actions.js';
import { canManageGroup } from './conversation.access.js';
import { clearConversationLoaders, loadOwnMember, loadPresentMember } from './conversation.loaders.js';
import { addMembers, leaveGroup, removeMember, setMemberRole } from './member.actions.js';
import { memberId } from './member.model.js';
import { pageReaders } from './member.queries.js';

export const memberResolvers: Resolvers = {
  Group: {
    bannedUsers: async ({ _id }, _, context) => {
      const member = await loadPresentMember(context.loaders, _id, requireViewer(context).userId);
      if (!member || !canManageGroup(member.role)) return [];
      const ids = await context.loaders.bannedUserIds.load(_id.toHexString());
      const users = await Promise.all(ids.map((id) => context.loaders.user.load(id)));
      return users.filter((user) => user !== null);
    },
  },
  Member: {
    user: ({ userId }, _, { loaders }) => loadShownUser(loaders, userId.toHexString()),
    // Who reads is connected. Of who hides it, not even to themselves, as Presence.lastSeenAt: a member looks the same to everybody.
    lastReadAt: async ({ userId, lastReadAt }, _, { loaders }) => {
      if (!lastReadAt) return null;
      const user = await loaders.user.load(userId.toHexString());
      return user && showsLastSeen(user) ? lastReadAt : null;
    },
  },
  ViewerState: {
    pinned: ({ pin }) => pin !== undefined,
    othersReadSeq: async (member, _, { loaders }) => (await loaders.othersMarks.load(member._id)).readSeq,
    othersDeliveredSeq: async (member, _, { loaders }) => (await loaders.othersMarks.load(member._id)).deliveredSeq,
  },
  Message: {
    readBy: (message, args) => pageReaders(message.conversationId, message.seq, message.authorId, args),
  },
  Mutation: {
    addMembers: async (_, { groupId, userIds }, context) => {
      const group = await addMembers(requireViewer(context), groupId, userIds);
      clearConversationLoaders(context.loaders);
      return group;
    },
    removeMember: async (_, { groupId, userId, ban }, context) => {
      const group = await removeMember(requireViewer(context), groupId, userId, ban ?? false);
      clearConversationLoaders(context.loaders);
      return group;
    },
    unbanMember: async (_, { groupId, userId }, context) => {
      const group = await unbanMember(requireViewer(context), groupId, userId);
      clearConversationLoaders(context.loaders);
      return group;
    },
    setMemberRole: async (_, { groupId, userId, role }, context) => {
      const group = await setMemberRole(requireViewer(context), groupId, userId, role);
      clearConversationLoaders(context.loaders);
      return group;
    },
    leaveGroup: async (_, { groupId }, context) => {
      await leaveGroup(requireViewer(context), groupId);
      clearConversationLoaders(context.loaders);
      return true;
    },
  },
  MembersChanged: {
    changed: async ({ conversationId, changedUserIds }, _, { loaders }) => {
      const members = await Promise.all(changedUserIds.map((userId) => loadPresentMember(loaders, conversationId, userId)));
      // Who has left again since is told by an event of its own.
      return members.filter((member) => member !== null);
    },
    removedUserIds: ({ removedUserIds }) => [...removedUserIds],
    memberCount: ({ conversationId }, _, { loaders }) => loaders.memberCount.load(conversationId),
  },
  ReadMarkerMoved: {
    lastReadSeq: async ({ conversationId, userId }, _, { loaders }) =>
      (await loaders.member.load(memberId(conversationId, userId)))?.lastReadSeq ?? 0,
    lastDeliveredSeq: async ({ conversationId, userId }, _, { loaders }) =>
      (await loaders.member.load(memberId(conversationId, userId)))?.lastDeliveredSeq ?? 0,
  },
  ViewerStateChanged: {
    viewerState: ({ conversationId }, _, context) => loadOwnMember(context.loaders, conversationId, requireViewer(context).userId),
  },
};
