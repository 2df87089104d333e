import { graphql } from '../generated';

/** viewerState is selected under ViewerStateChanged only: all else is rendered once for all who see it. */
export const EventsDocument = graphql(`
  subscription Events($after: Cursor) {
    events(after: $after) {
      cursor
      at
      ... on MessageAdded {
        message {
          ...MessageFields
        }
      }
      ... on MessageChanged {
        message {
          ...MessageFields
        }
      }
      ... on ConversationChanged {
        conversation {
          ...ConversationFields
        }
      }
      ... on MembersChanged {
        conversationId
        changed {
          ...MemberFields
        }
        removedUserIds
        memberCount
      }
      ... on ConversationRemoved {
        conversationId
      }
      ... on ReadMarkerMoved {
        conversationId
        userId
        lastReadSeq
        lastDeliveredSeq
      }
      ... on ViewerStateChanged {
        conversationId
        viewerState {
          ...ViewerStateFields
        }
      }
      ... on UserChanged {
        user {
          ...UserFields
          about
        }
      }
      ... on ViewerChanged {
        viewer {
          blockedUsers {
            ...UserFields
          }
        }
      }
      ... on CursorAdvanced {
        live
      }
    }
  }
`);

export const TypingDocument = graphql(`
  subscription TypingInConversations {
    typing {
      conversationId
      typing
      user {
        id
        displayName
      }
    }
  }
`);

export const PresenceDocument = graphql(`
  subscription PresenceOf($userIds: [ID!]!) {
    presence(userIds: $userIds) {
      id
      presence {
        status
        lastSeenAt
      }
    }
  }
`);

export const ReportActivityDocument = graphql(`
  mutation ReportActivity($active: Boolean!) {
    reportActivity(active: $active)
  }
`);
