import type { LiveEvent, PresenceStatus, TypingEvent } from './events.js';

/**
 * Where a raw change stands: the database's cluster time (seconds, increment) and its place, from 0, among all raw changes of
 * that time, counted before any filter, because a transaction's changes share one time.
 */
export interface Position {
  readonly seconds: number;
  readonly increment: number;
  readonly index: number;
}

/** One raw change of the database as the feed hands it to the mappers, in commit order. */
export interface Change {
  readonly position: Position;
  /** The database's wall-clock time of the commit. */
  readonly at: Date;
  readonly collection: string;
  readonly operation: 'insert' | 'update' | 'replace' | 'delete';
  /** `_id` as a string (hex for an ObjectId). */
  readonly id: string;
  /** Top-level names of the fields that an update changed or removed (`reactions.0.userIds` → `reactions`); empty for the rest. */
  readonly changedFields: ReadonlySet<string>;
  /** New values of whole top-level fields that an update set. */
  readonly updated: Readonly<Record<string, unknown>>;
  /** Insert and replace: the document as written. Update, where the mapper `needsDocument`: its state of now, or null when it is gone. */
  readonly document: Readonly<Record<string, unknown>> | null;
}

/** Who hears an event. The hub resolves it against the membership index at delivery. */
export type Audience =
  /** Present members; `unlessMoreThan`: nobody where the conversation has more members than that. */
  | { readonly conversationId: string; readonly exceptUserId?: string; readonly unlessMoreThan?: number }
  | { readonly userId: string }
  /** That user, and all who share a conversation with them. */
  | { readonly acquaintancesOf: string };

/** What one change means to the live engine. Effects are applied, and events delivered, in the order of the array. */
export type Announcement =
  | { readonly to: Audience; readonly event: LiveEvent }
  /** Not resumable, carries no cursor; `endsAfterMs` later, unless repeated under the same key, `ending` is delivered. */
  | {
      readonly to: Audience;
      readonly signal: TypingEvent;
      readonly key: string;
      readonly endsAfterMs?: number;
      readonly ending?: TypingEvent;
    }
  | { readonly membership: { readonly conversationId: string; readonly userId: string; readonly present: boolean } }
  | { readonly block: { readonly blockerId: string; readonly blockedId: string; readonly present: boolean } }
  /** Told to whoever asks about that person and may see it (presence-signals.ts). Not resumable. */
  | { readonly presenceOf: string; readonly status: PresenceStatus }
  /**
   * What each member sees of the others there may have changed. In a large conversation (LiveOptions.largeConversations) all of them get
   * ViewerStateChanged, not at once but with all that comes in the next two seconds (held-back.ts); in others nobody.
   */
  | { readonly viewerStatesOf: string }
  /** Closes the session's sockets with 4403. */
  | { readonly endedSessionId: string };

/** A module's pure mapping from the changes of one collection to what they announce. */
export interface LiveMapper {
  readonly collection: string;
  /** Have the feed read the state of now for updates (one batched query for all that are waiting). */
  readonly needsDocument: boolean;
  /** Holds nothing that lasts: no cursor depends on it. */
  readonly isEphemeral?: boolean;
  readonly map: (change: Change) => readonly Announcement[];
}
