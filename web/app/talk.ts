import type { ApolloClient } from '@apollo/client';
import { createCache, conversationCacheId } from '../apollo/cache';
import { createClient } from '../apollo/client';
import { ConversationListDocument, EventCursorDocument } from '../apollo/documents';
import { fetchSummary } from '../apollo/fetch-summary';
import { seekLeadership } from '../apollo/locks';
import { restoreCache, startPersistence } from '../apollo/persistence';
import { readersTold } from '../apollo/readers-told';
import type { Session } from '../apollo/session';
import { createSocket } from '../apollo/socket';
import { StoredFiles } from '../apollo/stored-files';
import { applyEvents, type LiveEvent } from '../live/apply-event';
import { evictAllConversations, insertIntoList } from '../apollo/list-cache';
import { BegunEdits } from '../live/begun-edits';
import { Deliveries } from '../live/deliveries';
import { DraftFiles } from '../live/draft-files';
import { Drafts } from '../live/drafts';
import type { Effects } from '../live/effects';
import { EventStream } from '../live/event-stream';
import { Activity } from '../live/activity';
import { PresenceDocument, ReportActivityDocument, TypingDocument } from '../live/events.document';
import { FollowedConversation } from '../live/followed-conversation';
import { Freshness } from '../live/freshness';
import { Housekeeping } from '../live/housekeeping';
import { Notices } from '../live/notices';
import { Outbox } from '../live/outbox';
import type { OutboxItem } from '../live/outbox-item';
import { OutboxReplay } from '../live/outbox-replay';
import { performWrite } from '../live/perform-write';
import { PresencePeople, type PresenceTold } from '../live/presence-people';
import { TypingPeople } from '../live/typing-people';
import { Uploads } from '../live/uploads';

export type Talk = {
  viewerId: string;
  client: ApolloClient;
  outbox: Outbox;
  drafts: Drafts;
  begunEdits: BegunEdits;
  files: StoredFiles;
  draftFiles: DraftFiles;
  uploads: Uploads;
  typing: TypingPeople;
  presence: PresencePeople;
  followed: FollowedConversation;
  housekeeping: Housekeeping;
  freshness: Freshness;
  notices: Notices;
  /** Something was refused that no message can show: what it was, and the code. */
  onDropped: (listener: (item: OutboxItem, code: string) => void) => () => void;
  /** A conversation ended for the viewer: it is gone from the cache when this is called. */
  onRemoved: (listener: (conversationId: string) => void) => () => void;
  /** Something of the viewer's account is another: sessions, tokens, blocks, e-mail. */
  onViewerChanged: (listener: () => void) => () => void;
  stop: () => void;
};

/** Everything that lives as long as one person is signed in: cache, socket, event stream, outbox. Paints from what was kept, then catches up. */
export function startTalk(session: Session, viewerId: string, generation: string): Talk {
  const viewer = { viewerId };
  const cache = createCache();
  const position = restoreCache(cache, viewerId);
  const socket = createSocket(session);
  const client = createClient(cache, session, socket, viewerId);
  const freshness = new Freshness(position.asOf);
  const followed = new FollowedConversation();
  const housekeeping = new Housekeeping(cache, followed);
  const outbox = new Outbox(viewerId);
  const mayKeep = () => session.isCurrent(generation);
  const drafts = new Drafts(viewerId, mayKeep);
  const begunEdits = new BegunEdits(viewerId, mayKeep);
  const files = new StoredFiles(viewerId, mayKeep);
  const draftFiles = new DraftFiles(viewerId, mayKeep);
  const uploads = new Uploads(client, outbox, draftFiles, files, viewerId);
  const typing = new TypingPeople();
  const presence = new PresencePeople(followPresence);
  const activity = new Activity(reportActivity);
  const notices = new Notices({ client, outbox, viewerId });
  let leads = false;
  const deliveries = new Deliveries(client, () => leads);
  const replay = new OutboxReplay(outbox, (item) => performWrite(client, cache, item, viewer, uploads, showEarlier), tellDropped);
  const droppedListeners = new Set<(item: OutboxItem, code: string) => void>();
  const removedListeners = new Set<(conversationId: string) => void>();
  const viewerListeners = new Set<() => void>();
  /** Conversations to fetch that no answer has brought yet. */
  const owed = new Set<string>();
  /** What `show` is still to do something about. */
  let applied: LiveEvent[] = [];
  let effects: Effects[] = [];
  /** As long as what was cut is not shown. */
  let isCut = false;
  let typingSubscription: { unsubscribe: () => void } | null = null;

  const stream = new EventStream({
    client,
    socket,
    session,
    freshness,
    position,
    startAnew,
    isRush,
    apply,
    prepare,
    show,
    onLive,
  });
  const persistence = startPersistence({
    cache,
    userId: viewerId,
    position: () => stream.position,
    mayWrite: mayKeep,
  });
  const resign = seekLeadership(`user:${viewerId}`, () => {
    leads = true;
    persistence.lead();
    uploads.lead();
    replay.start();
  });
  const unfollowLine = freshness.subscribe(() => {
    if (freshness.now.state === 'live') return;
    presence.stop();
    activity.disconnected();
  });
  activity.start();
  housekeeping.start();
  stream.start();

  function isLive(): boolean {
    return freshness.now.state === 'live';
  }

  function tellDropped(item: OutboxItem, code: string): void {
    for (const listener of droppedListeners) listener(item, code);
  }

  async function startAnew(reason: 'first' | 'expired'): Promise<string> {
    const { data } = await client.query({ query: EventCursorDocument, fetchPolicy: 'network-only' });
    if (!data) throw new Error('The server said nothing about its events.');
    const listed = { query: ConversationListDocument, variables: {} };
    // Nothing is dropped before there is something in its place.
    const list = await client.query({ ...listed, fetchPolicy: reason === 'expired' ? 'no-cache' : 'network-only' });
    if (!list.data) throw new Error('The server said nothing about the conversations.');
    if (reason === 'expired') {
      cache.batch({
        update: () => {
          evictAllConversations(cache);
          cache.writeQuery({ ...listed, data: list.data });
        },
      });
      outbox.noteStartedAnew();
    }
    for (const { node } of list.data.conversations.edges ?? [])
      if (node.viewerState.unreadCount > 0) deliveries.arrived(node.id, node.lastSeq);
    if (reason === 'expired') await client.refetchQueries({ include: 'active' });
    return data.serverInfo.eventCursor;
  }

  function isRush(): boolean {
    return housekeeping.isRush && isLive();
  }

  function apply(events: readonly LiveEvent[], areOfRush: boolean): void {
    const rush = areOfRush ? housekeeping.plan(events) : null;
    cache.changeQuietly(() => applyEvents(cache, rush?.events ?? events, viewer, effects, rush));
    applied.push(...events);
  }

  function prepare(isLast: boolean): void {
    if (isLast) cutGrown();
    isCut ||= isLast;
    if (isLast || !isRush()) cache.prepare();
  }

  function showEarlier(): void {
    if (isRush()) stream.flush();
  }

  function cutGrown(): void {
    const grown = new Map<string, number>();
    for (const event of applied) {
      if (event.__typename !== 'MessageAdded') continue;
      const { conversationId } = event.message;
      grown.set(conversationId, (grown.get(conversationId) ?? 0) + 1);
    }
    housekeeping.cutGrown(grown, isLive());
  }

  function show(): void {
    if (!isCut) cutGrown();
    isCut = false;
    cache.tell();
    const events = applied;
    const toFetch = new Set(effects.flatMap(({ fetchConversations }) => fetchConversations ?? []));
    const removed = new Set(effects.flatMap(({ removedConversations }) => removedConversations ?? []));
    const viewerChanged = effects.some((effect) => effect.viewerChanged);
    applied = [];
    effects = [];
    const added = events.flatMap((event) => (event.__typename === 'MessageAdded' ? [event.message] : []));
    for (const message of added) noteArrival(message);
    for (const event of events)
      if ('message' in event && event.message.deletedAt !== null) begunEdits.messageDeleted(event.message.conversationId, event.message.id);
    const own = new Set(added.flatMap(({ author, clientId }) => (author?.id === viewerId && clientId ? [clientId] : [])));
    const changed = new Set(events.flatMap(changedIds));
    // Only when they are on the screen: what waits for them would be gone in between.
    if (own.size > 0) void readersTold().then(() => outbox.noteArrived(own));
    if (changed.size > 0) void readersTold().then(() => outbox.noteChanged(changed));
    notices.consider(added);
    notices.closeReadSoon();
    for (const id of removed) {
      if (cache.extract()[conversationCacheId(id)]) continue; // Joined again meanwhile.
      outbox.removeConversation(id);
      notices.conversationRemoved(id);
      drafts.set(id, '');
      begunEdits.set(id, null);
      draftFiles.clear(id);
      for (const listener of removedListeners) listener(id);
    }
    // What the person may no longer see does not wait on the disk for the next write.
    if (removed.size > 0) setTimeout(() => persistence.flush(), 0);
    for (const id of toFetch) void fetchConversation(id);
    if (viewerChanged) notices.viewerChanged();
    if (viewerChanged) for (const listener of viewerListeners) listener();
    housekeeping.noteEvents(events.length);
  }

  function noteArrival({ conversationId, seq, author }: { conversationId: string; seq: number; author: { id: string } | null }): void {
    if (author?.id === viewerId) return;
    deliveries.arrived(conversationId, seq);
    if (author) typing.sent(conversationId, author.id);
  }

  async function fetchConversation(id: string): Promise<void> {
    owed.add(id);
    try {
      const { data } = await fetchSummary(client, id);
      if (data?.conversation) insertIntoList(cache, id);
      owed.delete(id);
      notices.conversationFetched(id);
    } catch {
      // The line is lost: asked for again when it is back, or with the whole list at the next start.
    }
  }

  function onLive(): void {
    for (const id of owed) void fetchConversation(id);
    replay.wake();
    presence.start();
    activity.connected();
    void notices.live();
    typingSubscription?.unsubscribe();
    typing.clear();
    typingSubscription = client.subscribe({ query: TypingDocument, fetchPolicy: 'no-cache' }).subscribe({
      next: ({ data }) => {
        if (data && data.typing.user.id !== viewerId) typing.change(data.typing);
      },
      // Ends with the line; the next onLive subscribes again.
      error: () => typing.clear(),
    });
  }

  function followPresence(userIds: readonly string[], tell: (told: PresenceTold) => void, ended: () => void): () => void {
    const variables = { userIds: [...userIds] };
    const subscription = client
      .subscribe({ query: PresenceDocument, variables, fetchPolicy: 'no-cache' })
      // It ends with the line; the next onLive follows again.
      .subscribe({ next: ({ data }) => data && tell(data.presence), error: ended, complete: ended });
    return () => subscription.unsubscribe();
  }

  /** Over the socket, for which it then speaks: another tab of the same session may be hidden while this one is looked at. */
  function reportActivity(active: boolean): void {
    const variables = { active };
    // A report that is lost: the next one, or the server's five minutes, put it right.
    client
      .mutate({ mutation: ReportActivityDocument, variables, fetchPolicy: 'no-cache', context: { overSocket: true } })
      .catch(() => undefined);
  }

  return {
    viewerId,
    client,
    outbox,
    drafts,
    begunEdits,
    files,
    draftFiles,
    uploads,
    typing,
    presence,
    freshness,
    followed,
    housekeeping,
    onViewerChanged: (listener) => {
      viewerListeners.add(listener);
      return () => viewerListeners.delete(listener);
    },
    notices,
    onDropped: (listener) => {
      droppedListeners.add(listener);
      return () => droppedListeners.delete(listener);
    },
    onRemoved: (listener) => {
      removedListeners.add(listener);
      return () => removedListeners.delete(listener);
    },
    stop: () => {
      persistence.stop();
      stream.stop();
      replay.stop();
      deliveries.stop();
      notices.stop();
      outbox.close();
      drafts.close();
      begunEdits.close();
      uploads.stop();
      draftFiles.close();
      files.close();
      typingSubscription?.unsubscribe();
      typing.clear();
      unfollowLine();
      presence.stop();
      activity.stop();
      housekeeping.stop();
      resign();
      void socket.dispose();
      client.stop();
    },
  };
}

/** Of which messages, and of which of the viewer's states of conversations, an event says what they are now. */
function changedIds(event: LiveEvent): string[] {
  if (event.__typename === 'MessageChanged') return [event.message.id];
  return event.__typename === 'ViewerStateChanged' ? [event.conversationId] : [];
}
