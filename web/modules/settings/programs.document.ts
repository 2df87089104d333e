import { graphql } from '../../generated';

export const AccessTokensDocument = graphql(`
  query AccessTokens {
    viewer {
      bots {
        ...UserFields
      }
      accessTokens {
        id
        name
        scopes
        createdAt
        lastUsedAt
        expiresAt
        user {
          ...UserFields
        }
      }
    }
  }
`);

/** The secret is in its answer alone: it goes past the cache, to the screen. */
export const CreateAccessTokenDocument = graphql(`
  mutation CreateAccessToken($input: CreateAccessTokenInput!) {
    createAccessToken(input: $input) {
      secret
    }
  }
`);

export const RevokeAccessTokenDocument = graphql(`
  mutation RevokeAccessToken($id: ID!) {
    revokeAccessToken(id: $id)
  }
`);

export const BotsDocument = graphql(`
  query Bots {
    viewer {
      bots {
        ...UserFields
        createdAt
      }
    }
  }
`);

export const CreateBotDocument = graphql(`
  mutation CreateBot($username: String!, $displayName: String!) {
    createBot(username: $username, displayName: $displayName) {
      secret
    }
  }
`);

export const DeleteBotDocument = graphql(`
  mutation DeleteBot($userId: ID!) {
    deleteBot(userId: $userId)
  }
`);

export const WebhookFields = graphql(`
  fragment WebhookFields on Webhook {
    id
    url
    events
    conversationId
    disabledAt
    createdAt
  }
`);

export const WebhooksDocument = graphql(`
  query Webhooks {
    viewer {
      webhooks {
        ...WebhookFields
      }
    }
  }
`);

export const CreateWebhookDocument = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      secret
    }
  }
`);

export const UpdateWebhookDocument = graphql(`
  mutation UpdateWebhook($id: ID!, $url: String, $events: [WebhookEvent!], $active: Boolean) {
    updateWebhook(id: $id, url: $url, events: $events, active: $active) {
      id
    }
  }
`);

export const DeleteWebhookDocument = graphql(`
  mutation DeleteWebhook($id: ID!) {
    deleteWebhook(id: $id)
  }
`);

/** Of all webhooks: there is no other way to one of them. */
export const DeliveriesDocument = graphql(`
  query Deliveries($first: Int!) {
    viewer {
      webhooks {
        id
        deliveries(first: $first) {
          edges {
            node {
              id
              event
              status
              attempts
              lastAttemptAt
              deliveredAt
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`);

export const RedeliverDocument = graphql(`
  mutation Redeliver($deliveryId: ID!) {
    redeliverWebhook(deliveryId: $deliveryId) {
      id
      status
      attempts
      lastAttemptAt
      deliveredAt
    }
  }
`);
