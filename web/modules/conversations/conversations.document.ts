import { graphql } from '../../generated';

export const StartDirectConversationDocument = graphql(`
  mutation StartDirectConversation($userId: ID!) {
    startDirectConversation(userId: $userId) {
      ...ConversationFields
      viewerState {
        ...ViewerStateFields
      }
    }
  }
`);

export const CreateGroupDocument = graphql(`
  mutation CreateGroup($input: CreateGroupInput!) {
    createGroup(input: $input) {
      ...ConversationFields
      viewerState {
        ...ViewerStateFields
      }
    }
  }
`);

export const UpdateGroupDocument = graphql(`
  mutation UpdateGroup($input: UpdateGroupInput!) {
    updateGroup(input: $input) {
      ...ConversationFields
    }
  }
`);

export const AddMembersDocument = graphql(`
  mutation AddMembers($groupId: ID!, $userIds: [ID!]!) {
    addMembers(groupId: $groupId, userIds: $userIds) {
      ...ConversationFields
    }
  }
`);

export const RemoveMemberDocument = graphql(`
  mutation RemoveMember($groupId: ID!, $userId: ID!, $ban: Boolean) {
    removeMember(groupId: $groupId, userId: $userId, ban: $ban) {
      ...ConversationFields
    }
  }
`);

export const SetMemberRoleDocument = graphql(`
  mutation SetMemberRole($groupId: ID!, $userId: ID!, $role: MemberRole!) {
    setMemberRole(groupId: $groupId, userId: $userId, role: $role) {
      ...ConversationFields
    }
  }
`);

export const UnbanMemberDocument = graphql(`
  mutation UnbanMember($groupId: ID!, $userId: ID!) {
    unbanMember(groupId: $groupId, userId: $userId) {
      ...ConversationFields
    }
  }
`);

export const DeleteGroupDocument = graphql(`
  mutation DeleteGroup($groupId: ID!) {
    deleteGroup(groupId: $groupId)
  }
`);

export const LeaveGroupDocument = graphql(`
  mutation LeaveGroup($groupId: ID!) {
    leaveGroup(groupId: $groupId)
  }
`);

export const MembersDocument = graphql(`
  query Members($id: ID!, $after: Cursor, $search: String) {
    conversation(id: $id) {
      id
      memberCount
      members(first: 50, after: $after, search: $search) {
        edges {
          node {
            ...MemberFields
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const SharedFilesDocument = graphql(`
  query SharedFiles($id: ID!, $kind: AttachmentKind!, $first: Int!, $after: Cursor) {
    conversation(id: $id) {
      id
      attachments(kind: $kind, first: $first, after: $after) {
        edges {
          messageSeq
          node {
            ...AttachmentFields
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
