import type { DeliveredEvent, PresenceEvent, TypingEvent } from './events.js';

export interface EventsRequest {
  readonly userId: string;
  /** The opaque cursor the client got last; without it, from now on. */
  readonly after?: string | null;
  /** Only this conversation; the stream ends with its ConversationRemoved. The caller has checked access. */
  readonly conversationId?: string;
  /** Only these event types (CursorAdvanced too only when named); the end of membership still ends a conversation's stream. */
  readonly types?: readonly DeliveredEvent['__typename'][];
}

export interface TypingRequest {
  readonly userId: string;
  /** Without: in all of the viewer's. */
  readonly conversationId?: string;
}

export interface PresenceRequest {
  readonly userId: string;
  readonly watchedIds: ReadonlySet<string>;
}

/** The live engine as resolvers see it. Every iterator is bounded and must be returned when its subscriber goes. */
export interface Live {
  /** Where the feed of this process stands: everything up to it is readable from the database. */
  currentCursor(): string;
  /** Throws BAD_USER_INPUT for a cursor that is not ours, CURSOR_EXPIRED for one older than the history of changes. */
  subscribeToEvents(request: EventsRequest): AsyncIterableIterator<DeliveredEvent>;
  /** One conversation, or (without) all of the viewer's. The viewer's own typing is left out. */
  subscribeToTyping(request: TypingRequest): AsyncIterableIterator<TypingEvent>;
  /** Those of the people whom the viewer may see, and then whose presence changed. */
  subscribeToPresence(request: PresenceRequest): AsyncIterableIterator<PresenceEvent>;
}
