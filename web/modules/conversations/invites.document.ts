import { graphql } from '../../generated';

export const InvitePreviewDocument = graphql(`
  query InvitePreview($code: String!) {
    invite(code: $code) {
      groupId
      groupName
      groupPhotoUrl
      memberCount
    }
  }
`);

export const JoinGroupDocument = graphql(`
  mutation JoinGroup($inviteCode: String!) {
    joinGroup(inviteCode: $inviteCode) {
      ...ConversationFields
      viewerState {
        ...ViewerStateFields
      }
    }
  }
`);

/** What those see who manage a group: its open invites, and who was banned. */
export const GroupAccessDocument = graphql(`
  query GroupAccess($id: ID!) {
    conversation(id: $id) {
      id
      ... on Group {
        invites {
          id
          url
          expiresAt
          usesLeft
          createdBy {
            ...UserFields
          }
        }
        bannedUsers {
          ...UserFields
        }
      }
    }
  }
`);

export const CreateInviteDocument = graphql(`
  mutation CreateInvite($groupId: ID!, $expiresAt: DateTime, $maxUses: Int) {
    createInvite(groupId: $groupId, expiresAt: $expiresAt, maxUses: $maxUses) {
      id
    }
  }
`);

export const RevokeInviteDocument = graphql(`
  mutation RevokeInvite($id: ID!) {
    revokeInvite(id: $id)
  }
`);
