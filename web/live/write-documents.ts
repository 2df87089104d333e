import { graphql } from '../generated';

export const SendMessageDocument = graphql(`
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      ...MessageFields
    }
  }
`);

export const EditMessageDocument = graphql(`
  mutation EditMessage($messageId: ID!, $text: String!) {
    editMessage(messageId: $messageId, text: $text) {
      ...MessageFields
    }
  }
`);

export const DeleteMessageDocument = graphql(`
  mutation DeleteMessage($messageId: ID!) {
    deleteMessage(messageId: $messageId) {
      ...MessageFields
    }
  }
`);

export const AddReactionDocument = graphql(`
  mutation AddReaction($messageId: ID!, $emoji: String!) {
    addReaction(messageId: $messageId, emoji: $emoji) {
      ...MessageFields
    }
  }
`);

export const RemoveReactionDocument = graphql(`
  mutation RemoveReaction($messageId: ID!, $emoji: String!) {
    removeReaction(messageId: $messageId, emoji: $emoji) {
      ...MessageFields
    }
  }
`);

export const PinMessageDocument = graphql(`
  mutation PinMessage($messageId: ID!) {
    pinMessage(messageId: $messageId) {
      ...MessageFields
    }
  }
`);

export const UnpinMessageDocument = graphql(`
  mutation UnpinMessage($messageId: ID!) {
    unpinMessage(messageId: $messageId) {
      ...MessageFields
    }
  }
`);

export const MarkReadDocument = graphql(`
  mutation MarkRead($conversationId: ID!, $seq: Int!) {
    markRead(conversationId: $conversationId, seq: $seq) {
      ...ViewerStateFields
    }
  }
`);

export const SetPreferencesDocument = graphql(`
  mutation SetPreferences($input: ConversationPreferencesInput!) {
    setConversationPreferences(input: $input) {
      id
      viewerState {
        ...ViewerStateFields
      }
    }
  }
`);

export const MarkDeliveredDocument = graphql(`
  mutation MarkDelivered($conversationId: ID!, $seq: Int!) {
    markDelivered(conversationId: $conversationId, seq: $seq)
  }
`);
