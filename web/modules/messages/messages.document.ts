import { graphql } from '../../generated';

export const SetTypingDocument = graphql(`
  mutation SetTyping($conversationId: ID!, $typing: Boolean!) {
    setTyping(conversationId: $conversationId, typing: $typing)
  }
`);

export const ReportMessageDocument = graphql(`
  mutation ReportMessage($messageId: ID!, $reason: String!) {
    reportMessage(messageId: $messageId, reason: $reason)
  }
`);

/** What only the screen about one message shows. It is never kept: earlier texts of what is deleted must be nowhere. */
export const MessageAboutDocument = graphql(`
  query MessageAbout($id: ID!, $after: Cursor, $withReaders: Boolean!) {
    message(id: $id) {
      id
      edits {
        text
        at
      }
      readBy(first: 50, after: $after) @include(if: $withReaders) {
        edges {
          node {
            user {
              ...UserFields
            }
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

/** Where the viewer is mentioned among many unread messages; the texts come with the place itself. */
export const MentionsAroundDocument = graphql(`
  query MentionsAround($id: ID!, $around: Int!, $first: Int!) {
    conversation(id: $id) {
      id
      messages(around: $around, first: $first) {
        edges {
          node {
            id
            seq
            kind
            deletedAt
            mentionsEveryone
            author {
              id
            }
            mentions {
              id
            }
          }
        }
      }
    }
  }
`);
