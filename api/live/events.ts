/**
 * What travels through the live engine: ids only, so that a payload is the state at delivery. `document` is the record of a
 * message that was just inserted, to spare its first readers a query; it is dropped when the event goes into the ring, and when the
 * message changes while the event still waits for a slow reader (fresh-documents.ts).
 * The hub fills in `cursor` and `at`; mappers leave them out (see EventDraft).
 */
interface EventBase {
  readonly cursor: string;
  readonly at: Date;
  /** True as the feed of this process announced it, having told of everything before. An event that is replayed may be ahead of the feed. */
  readonly isAnnounced?: boolean;
  /** The feed was late when it came to this: whether who hears it is a member still is to be asked of the database, once it is read. */
  readonly isLate?: boolean;
}

export interface MessageAddedEvent extends EventBase {
  readonly __typename: 'MessageAdded';
  readonly conversationId: string;
  readonly messageId: string;
  document?: unknown;
}
export interface MessageChangedEvent extends EventBase {
  readonly __typename: 'MessageChanged';
  readonly conversationId: string;
  readonly messageId: string;
}
export interface ConversationChangedEvent extends EventBase {
  readonly __typename: 'ConversationChanged';
  readonly conversationId: string;
}
export interface MembersChangedEvent extends EventBase {
  readonly __typename: 'MembersChanged';
  readonly conversationId: string;
  readonly changedUserIds: readonly string[];
  readonly removedUserIds: readonly string[];
}
export interface ConversationRemovedEvent extends EventBase {
  readonly __typename: 'ConversationRemoved';
  readonly conversationId: string;
}
export interface ReadMarkerMovedEvent extends EventBase {
  readonly __typename: 'ReadMarkerMoved';
  readonly conversationId: string;
  readonly userId: string;
}
export interface ViewerStateChangedEvent extends EventBase {
  readonly __typename: 'ViewerStateChanged';
  readonly conversationId: string;
}
export interface UserChangedEvent extends EventBase {
  readonly __typename: 'UserChanged';
  readonly userId: string;
}
export interface ViewerChangedEvent extends EventBase {
  readonly __typename: 'ViewerChanged';
}
export interface CursorAdvancedEvent extends EventBase {
  readonly __typename: 'CursorAdvanced';
  readonly live: boolean;
}

type Draft<E> = E extends EventBase ? Omit<E, 'cursor' | 'at' | 'isAnnounced' | 'isLate'> : never;

/** An event with its place in the stream, as subscribers get it. */
export type DeliveredEvent =
  | MessageAddedEvent
  | MessageChangedEvent
  | ConversationChangedEvent
  | MembersChangedEvent
  | ConversationRemovedEvent
  | ReadMarkerMovedEvent
  | ViewerStateChangedEvent
  | UserChangedEvent
  | ViewerChangedEvent
  | CursorAdvancedEvent;

/** An event as a mapper makes it, before it has a place. */
export type LiveEvent = Draft<DeliveredEvent>;

export type PresenceStatus = 'ONLINE' | 'AWAY' | 'OFFLINE';

/** What is shown of that person's presence may have changed. Not resumable. */
export interface PresenceEvent {
  readonly userId: string;
}

/** Somebody starts or stops typing. Not resumable. */
export interface TypingEvent {
  readonly conversationId: string;
  readonly userId: string;
  readonly typing: boolean;
}
