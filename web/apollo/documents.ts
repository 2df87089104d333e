/**
 * What the client keeps of users, conversations and messages. Queries, mutations and live events all select the same
 * fragments, so that whatever brings an entity brings all of it that any screen reads.
 */
import { graphql } from '../generated';

export const UserFields = graphql(`
  fragment UserFields on User {
    id
    username
    displayName
    photoUrl
    revision
  }
`);

/**
 * What a reply shows of the message it answers. Without its id, so that the cache keeps it with the reply: as an entity of its own it would be written
 * with every reply, whatever is known of it that is newer.
 */
export const QuoteFields = graphql(`
  fragment QuoteFields on Message {
    replyTo {
      seq
      text
      deletedAt
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
  }
`);

/** Its addresses end (urlExpiresAt): whoever shows it asks for the message again when they have. */
export const AttachmentFields = graphql(`
  fragment AttachmentFields on Attachment {
    id
    kind
    fileName
    contentType
    size
    url
    urlExpiresAt
    thumbnailUrl(width: 640)
    width
    height
    durationMs
    waveform
  }
`);

export const MessageFields = graphql(`
  fragment MessageFields on Message {
    id
    conversationId
    seq
    clientId
    kind
    text
    createdAt
    editedAt
    deletedAt
    revision
    author {
      ...UserFields
    }
    notice {
      actor {
        ...UserFields
      }
      subjects {
        ...UserFields
      }
      name
      role
    }
    reactions {
      emoji
      count
      userIds
    }
    attachments {
      ...AttachmentFields
    }
    pinned
    mentionsEveryone
    mentions {
      ...UserFields
    }
    ...QuoteFields
  }
`);

export const MemberFields = graphql(`
  fragment MemberFields on Member {
    role
    joinedAt
    lastReadSeq
    lastDeliveredSeq
    revision
    user {
      ...UserFields
    }
  }
`);

export const ViewerStateFields = graphql(`
  fragment ViewerStateFields on ViewerState {
    role
    lastReadSeq
    unreadCount
    unreadMentions
    othersReadSeq
    othersDeliveredSeq
    notify
    mutedUntil
    pinned
    archived
    markedUnread
    revision
  }
`);

/** Nothing in it depends on who looks: the events document uses it too, and stays shared between subscribers. */
export const ConversationFields = graphql(`
  fragment ConversationFields on Conversation {
    id
    kind
    createdAt
    lastActivityAt
    lastSeq
    memberCount
    revision
    lastMessage {
      ...MessageFields
    }
    ... on Group {
      name
      description
      photoUrl
    }
    ... on DirectConversation {
      members(first: 2) {
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

/** What a group's own revision counts. */
export const GroupFace = graphql(`
  fragment GroupFace on Group {
    name
    description
    photoUrl
    revision
  }
`);

/** What events move; null from the cache where the conversation was never loaded. */
export const ConversationPosition = graphql(`
  fragment ConversationPosition on Conversation {
    id
    lastSeq
    lastActivityAt
    revision
    memberCount
    lastMessage {
      ...MessageFields
    }
    viewerState {
      ...ViewerStateFields
    }
  }
`);

export const ConversationListDocument = graphql(`
  query ConversationList($after: Cursor) {
    conversations(first: 30, after: $after) {
      edges {
        node {
          ...ConversationFields
          viewerState {
            ...ViewerStateFields
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

export const PinnedConversationsDocument = graphql(`
  query PinnedConversations {
    pinnedConversations {
      ...ConversationFields
      viewerState {
        ...ViewerStateFields
      }
    }
  }
`);

export const ArchiveDocument = graphql(`
  query Archive($after: Cursor) {
    conversations(first: 30, after: $after, archived: true) {
      edges {
        node {
          ...ConversationFields
          viewerState {
            ...ViewerStateFields
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

/** A conversation as a list shows it: fetched when an event names one that is not in the cache yet. */
export const ConversationSummaryDocument = graphql(`
  query ConversationSummary($id: ID!) {
    conversation(id: $id) {
      ...ConversationFields
      viewerState {
        ...ViewerStateFields
      }
    }
  }
`);

/** A conversation as its own screen shows it: the newest messages, or those around the first unread one, and, in a group, the members whose read marks make the ticks. */
export const ConversationDocument = graphql(`
  query Conversation($id: ID!, $last: Int, $around: Int) {
    conversation(id: $id) {
      ...ConversationFields
      viewerState {
        ...ViewerStateFields
      }
      messages(last: $last, around: $around) {
        edges {
          node {
            ...MessageFields
          }
        }
      }
      ... on Group {
        members(first: 50) {
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
  }
`);

/** A page around a seq. It needs no cursor, so it works from any message, also one that an event brought. */
export const MessagesAroundDocument = graphql(`
  query MessagesAround($id: ID!, $around: Int!) {
    conversation(id: $id) {
      id
      messages(around: $around, first: 50) {
        edges {
          node {
            ...MessageFields
          }
        }
      }
    }
  }
`);

/** The pins of an open conversation; MessageChanged keeps them right from then on. */
export const PinnedMessagesDocument = graphql(`
  query PinnedMessages($id: ID!) {
    conversation(id: $id) {
      id
      pinnedMessages {
        ...MessageFields
      }
    }
  }
`);

export const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      email
      user {
        ...UserFields
        about
      }
    }
  }
`);

export const BlockedPeopleDocument = graphql(`
  query BlockedPeople {
    viewer {
      blockedUsers {
        ...UserFields
      }
    }
  }
`);

export const EventCursorDocument = graphql(`
  query EventCursor {
    serverInfo {
      eventCursor
      maxTextLength
    }
  }
`);
