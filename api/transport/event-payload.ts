import { execute, parse, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createContext, type RequestContext } from '../context.js';
import { AppError } from '../graphql/errors.js';
import { maskErrors } from '../graphql/masking.js';
import type { DeliveredEvent } from '../live/events.js';
import type { Live } from '../live/live.js';

/** What webhooks are sent, in the shapes of schema.graphql; docs/webhooks.md shows it, and a test holds the two together. */
export const payloadDocument = `subscription {
  events {
    ... on MessageAdded { message { ...PayloadMessage } }
    ... on MessageChanged { message { ...PayloadMessage } }
    ... on ConversationChanged {
      conversation { id kind createdAt lastActivityAt lastSeq memberCount revision ... on Group { name description } }
    }
    ... on ConversationRemoved { conversationId }
  }
}
fragment PayloadUser on User { id username displayName bot }
fragment PayloadMessage on Message {
  id conversationId seq clientId kind text createdAt editedAt deletedAt revision pinned
  author { ...PayloadUser }
  notice { name role actor { ...PayloadUser } subjects { ...PayloadUser } }
  replyTo { id seq }
  mentions { ...PayloadUser }
  mentionsEveryone
  attachments { id kind fileName contentType size url urlExpiresAt width height durationMs }
  reactions { emoji count userIds }
}`;

/** Nobody asks: there is no connection. */
const noRequest: RequestContext = {
  address: '',
  userAgent: '',
  wantsSessionCookie: false,
  sessionCookie: null,
  setSessionCookie() {
    // There is no browser.
  },
};

export interface EventRendererOptions {
  readonly schema: GraphQLSchema;
  readonly live: Live;
  readonly log: Logger;
}

/**
 * What an event is now to one user, as `events` would answer it; null where it is gone. Asks nobody whether the user may see it. Throws UNAVAILABLE where
 * the database is away, INTERNAL_SERVER_ERROR, whose cause is in the log.
 */
export function createEventRenderer({ schema, live, log }: EventRendererOptions) {
  const document = parse(payloadDocument);
  return async (userId: string, event: DeliveredEvent): Promise<Readonly<Record<string, unknown>> | null> => {
    const viewer = { userId, sessionId: '', expiresAt: new Date(), scopes: ['READ'] as const };
    const contextValue = createContext({ viewer, request: noRequest, live, log });
    const { data, errors } = await execute({ schema, document, rootValue: event, contextValue });
    const codes = maskErrors(errors ?? [], log).map(({ extensions }) => extensions?.['code']);
    if (codes.includes('UNAVAILABLE')) throw new AppError('UNAVAILABLE');
    const payload: unknown = data?.events;
    if (typeof payload === 'object' && payload !== null) return { ...payload };
    if (codes.includes('NOT_FOUND')) return null;
    throw new AppError('INTERNAL_SERVER_ERROR');
  };
}
