import { graphql } from '../../generated';

/** What a result shows. Searches are not kept in the cache: the conversation comes along with each. */
export const FoundMessageFields = graphql(`
  fragment FoundMessageFields on Message {
    id
    conversationId
    seq
    kind
    text
    createdAt
    deletedAt
    revision
    author {
      ...UserFields
    }
    attachments {
      kind
      fileName
      durationMs
      waveform
    }
  }
`);

export const SearchMessagesDocument = graphql(`
  query SearchMessages($query: String!, $conversationId: ID, $after: Cursor) {
    searchMessages(query: $query, conversationId: $conversationId, first: 20, after: $after) {
      edges {
        node {
          ...FoundMessageFields
          conversation {
            id
            ... on Group {
              name
              photoUrl
            }
            ... on DirectConversation {
              members(first: 2) {
                edges {
                  node {
                    user {
                      ...UserFields
                    }
                  }
                }
              }
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The messages around a moment: where to go for a date. */
export const SeqAtTimeDocument = graphql(`
  query SeqAtTime($id: ID!, $at: DateTime!) {
    conversation(id: $id) {
      id
      messages(aroundTime: $at, first: 10) {
        edges {
          node {
            id
            seq
            createdAt
          }
        }
      }
    }
  }
`);
