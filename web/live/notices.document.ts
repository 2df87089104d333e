import { graphql } from '../generated';

/** What decides whether somebody is told of a message, and under which name. */
export const NoticeConversationFields = graphql(`
  fragment NoticeConversationFields on Conversation {
    id
    kind
    viewerState {
      ...ViewerStateFields
    }
    ... on Group {
      name
    }
  }
`);

export const PushKeyDocument = graphql(`
  query PushKey {
    serverInfo {
      vapidPublicKey
    }
  }
`);

export const RegisterPushDocument = graphql(`
  mutation RegisterPush($endpoint: String!, $p256dh: String!, $auth: String!) {
    registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth)
  }
`);

export const UnregisterPushDocument = graphql(`
  mutation UnregisterPush($endpoint: String!) {
    unregisterPush(endpoint: $endpoint)
  }
`);
