import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { photoUrlOf } from '../media/media-urls.js';
import { canManageGroup } from './conversation.access.js';
import { clearConversationLoaders, loadPresentMember } from './conversation.loaders.js';
import { createInvite, revokeInvite } from './invite.actions.js';
import { inviteUrl, previewInvite } from './invite.queries.js';
import { joinGroup } from './joining.actions.js';

export const inviteResolvers: Resolvers = {
  Group: {
    invites: async ({ _id }, _, context) => {
      const member = await loadPresentMember(context.loaders, _id, requireViewer(context).userId);
      return member && canManageGroup(member.role) ? context.loaders.openInvites.load(_id.toHexString()) : [];
    },
  },
  Invite: {
    id: (invite) => invite._id.toHexString(),
    url: inviteUrl,
    createdBy: ({ createdBy }, _, { loaders }) => loaders.user.load(createdBy.toHexString()),
    usesLeft: ({ maxUses, uses }) => (maxUses === null ? null : Math.max(0, maxUses - uses)),
  },
  InvitePreview: {
    groupId: ({ group, isMember }) => (isMember ? group._id.toHexString() : null),
    groupName: ({ group }) => group.name ?? '',
    groupPhotoUrl: ({ group }, { size }) => photoUrlOf(group, size),
    memberCount: ({ group }, _, { loaders }) => loaders.memberCount.load(group._id.toHexString()),
  },
  Query: {
    invite: (_, { code }, { viewer }) => previewInvite(viewer, code),
  },
  Mutation: {
    createInvite: async (_, { groupId, ...choice }, context) => {
      const invite = await createInvite(requireViewer(context), groupId, choice);
      clearConversationLoaders(context.loaders);
      return invite;
    },
    revokeInvite: async (_, { id }, context) => {
      await revokeInvite(requireViewer(context), id);
      clearConversationLoaders(context.loaders);
      return true;
    },
    joinGroup: async (_, { inviteCode }, context) => {
      const group = await joinGroup(requireViewer(context), inviteCode);
      clearConversationLoaders(context.loaders);
      return group;
    },
  },
};
