import {
  InMemoryCache,
  type Cache,
  type InMemoryCacheConfig,
  type OperationVariables,
  type Reference,
  type StoreObject,
} from '@apollo/client';
import {
  mergeConversations,
  mergeMembers,
  type StoredConnection,
  type StoredConversationEdge,
  type StoredMemberEdge,
} from './merge-connections';
import { mergeViewerState, type StoredViewerState } from './merge-viewer-state';
import { mendCache } from './mend-cache';
import { mergeMessages, type StoredMessages } from './merge-messages';

export const conversationCacheId = (id: string) => `Conversation:${id}`;
/** As `id` comes in every answer; a conversation without one could not be cached. */
const cacheIdOf = ({ id }: Readonly<StoreObject>) => (typeof id === 'string' ? conversationCacheId(id) : undefined);

export const messageCacheId = (id: string) => `Message:${id}`;
/** There is one viewer. */
export const viewerCacheId = 'Viewer:{}';
export const userCacheId = (id: string) => `User:${id}`;

/** The answer is the whole value, also where it is shorter than what was known. */
const takeIncoming = (_existing: unknown, incoming: unknown) => incoming;

/** Longer than any pause between two times that events are shown (web/live/event-queue.ts): what is told soon goes with the next of them. */
const latestTellMs = 1_500;

/** Says when anything in it changed, so that it can be persisted. */
export class TalkCache extends InMemoryCache {
  #onChange: (() => void) | null = null;
  readonly #watches = new Set<Cache.WatchOptions>();
  #isQuiet = false;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(config: InMemoryCacheConfig) {
    super(config);
    mendCache(this);
  }

  /** One listener; null takes it away. It is called often and must be cheap. */
  listen(onChange: (() => void) | null): void {
    this.#onChange = onChange;
  }

  /** Nobody hears of what this changes before anything else is changed, or `tell` or `tellSoon` says so. */
  changeQuietly(update: () => void): void {
    this.#isQuiet = true;
    try {
      this.batch({ update });
    } finally {
      this.#isQuiet = false;
    }
  }

  tell(): void {
    this.broadcastWatches();
  }

  /** Reads what changed for all who will be told, so that telling them takes little at once. */
  prepare(): void {
    for (const watch of this.#watches) this.diff(watch);
  }

  /** With whatever else is told, or a moment later: for what nobody waits for. */
  tellSoon(): void {
    this.#telling ??= setTimeout(() => this.tell(), latestTellMs);
  }

  override watch<TData = unknown, TVariables extends OperationVariables = OperationVariables>(
    watch: Cache.WatchOptions<TData, TVariables>,
  ): () => void {
    const known = watch as Cache.WatchOptions;
    const unwatch = super.watch(watch);
    this.#watches.add(known);
    return () => {
      this.#watches.delete(known);
      unwatch();
    };
  }

  /** What an event wrote is retained; once it is taken out, its name is forgotten, too. */
  override evict(options: Parameters<InMemoryCache['evict']>[0]): boolean {
    const { id, fieldName } = options;
    if (id !== undefined && fieldName === undefined) while (this.release(id) > 0);
    return super.evict(options);
  }

  protected override broadcastWatches(...args: Parameters<InMemoryCache['broadcastWatches']>): void {
    if (this.#isQuiet) return;
    clearTimeout(this.#telling);
    this.#telling = undefined;
    super.broadcastWatches(...args);
    this.#onChange?.();
  }
}

/** Direct conversations and groups share one kind of cache id, so that an event that only has the id finds either. */
export function createCache(): TalkCache {
  return new TalkCache({
    possibleTypes: {
      Conversation: ['DirectConversation', 'Group'],
      Event: [
        'MessageAdded',
        'MessageChanged',
        'ConversationChanged',
        'MembersChanged',
        'ConversationRemoved',
        'ReadMarkerMoved',
        'ViewerStateChanged',
        'UserChanged',
        'ViewerChanged',
        'CursorAdvanced',
      ],
    },
    typePolicies: {
      Query: {
        fields: {
          conversation: {
            read: (existing: Reference | null | undefined, { args, toReference, canRead }) => {
              if (existing) return existing;
              const reference = toReference(conversationCacheId(String(args?.['id'])));
              return canRead(reference) ? reference : existing;
            },
          },
          pinnedConversations: {
            merge: takeIncoming,
            read: (existing: readonly Reference[] | undefined, { canRead }) => existing?.filter((reference) => canRead(reference)),
          },
          conversations: {
            keyArgs: ['archived'],
            merge: (
              existing: StoredConnection<StoredConversationEdge> | undefined,
              incoming: StoredConnection<StoredConversationEdge>,
              { args },
            ) => mergeConversations(existing, incoming, !args?.['after']),
            // A conversation that was removed leaves no hole in the list.
            read: (existing: StoredConnection<StoredConversationEdge> | undefined, { canRead }) =>
              existing && { ...existing, edges: existing.edges.filter((edge) => canRead(edge.node)) },
          },
        },
      },
      Viewer: {
        keyFields: [],
        merge: true,
        fields: { blockedUsers: { merge: (_existing: readonly Reference[] | undefined, incoming: readonly Reference[]) => incoming } },
      },
      DirectConversation: { keyFields: cacheIdOf },
      Conversation: {
        fields: {
          messages: {
            keyArgs: false,
            merge: (existing: StoredMessages | undefined, incoming: StoredMessages, { readField }) =>
              mergeMessages(existing, incoming, (edge) => readField<number>('seq', edge.node)),
          },
          pinnedMessages: {
            // What an event pinned while the answer was on its way stays.
            merge: (existing: readonly Reference[] = [], incoming: readonly Reference[], { readField }) => [
              ...existing.filter(
                (pin) =>
                  !incoming.some(({ __ref }) => __ref === pin.__ref) &&
                  readField('pinned', pin) === true &&
                  readField('deletedAt', pin) === null,
              ),
              ...incoming,
            ],
          },
          members: {
            keyArgs: ['search'],
            merge: (existing: StoredConnection<StoredMemberEdge> | undefined, incoming: StoredConnection<StoredMemberEdge>, { args }) =>
              mergeMembers(existing, incoming, !args?.['after']),
          },
        },
      },
      Group: { keyFields: cacheIdOf },
      ViewerState: {
        keyFields: false,
        merge: (existing: StoredViewerState | undefined, incoming: StoredViewerState) => mergeViewerState(existing, incoming),
      },
      // Kept with the message that carries them, and gone with it.
      Attachment: { keyFields: false },
      Message: {
        fields: {
          replyTo: { merge: takeIncoming },
          mentions: { merge: takeIncoming },
          reactions: { merge: takeIncoming },
          attachments: { merge: takeIncoming },
        },
      },
      Member: { keyFields: false },
      Reaction: { keyFields: false },
    },
  });
}
