import type { ApolloCache } from '@apollo/client';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { conversationCacheId } from '../../apollo/cache';
import { ConversationDocument, ConversationPosition, MessagesAroundDocument } from '../../apollo/documents';
import { useServices } from '../../apollo/services';
import { useRefetchWhenLive } from '../conversations/use-refetch-when-live';
import { useTurns } from './use-turns';

const pageSize = 50;
/** Half a page beyond the edge: the page around it then overlaps what is loaded. */
const aroundEdge = 22;
/** More unread than this and the conversation opens at the first of them, not at its end. */
const mostUnreadAtEnd = 40;
/** A message with its menu or its picker open, one that is answered or edited, and whatever lies over the list: web/ui/conversation. */
const openSurface = '[data-surface], [role="dialog"]';
const focusedMessage = '[data-seq] :focus, [data-seq]:focus';

type Edge = 'older' | 'newer';

/** One conversation with the run of messages that is loaded, and what loads more of it at either end. */
export function useConversation(id: string, openAt: number | null) {
  const client = useApolloClient();
  const [page] = useState(() => firstPageOf(client.cache, id, openAt));
  const { data, previousData, error, loading, refetch, observable } = useQuery(ConversationDocument, {
    variables: { id, ...page },
    fetchPolicy: 'cache-and-network',
  });
  /** In the order in which they are loaded. */
  const [loadingEdges, setLoadingEdges] = useState<readonly Edge[]>([]);
  useRefetchWhenLive(error, refetch);
  const { housekeeping, followed } = useServices();
  useEffect(() => housekeeping.show(id), [housekeeping, id]);

  const known = data ?? (previousData?.conversation?.id === id ? previousData : undefined);
  const conversation = known?.conversation ?? null;
  const edges = conversation?.messages.edges;
  const messages = useMemo(() => edges?.map(({ node }) => node) ?? [], [edges]);
  const firstSeq = messages[0]?.seq ?? 0;
  const lastSeq = messages.at(-1)?.seq ?? 0;
  const hasNewer = conversation !== null && lastSeq < conversation.lastSeq;
  /** Another object each time: to follow again is to follow anew. */
  const [following, setFollowing] = useState<object | null>(null);
  const run = useRun(firstSeq, lastSeq, following !== null && !hasNewer);

  const { inTurn, atLeaving, isBusy } = useTurns(observable);
  const unfollow = useRef(() => {});
  // Where nothing is loaded nothing is read, though what waits to be sent is there.
  const hasMessages = messages.length > 0;
  useEffect(() => {
    if (!following || !hasMessages) return;
    unfollow.current = followed.follow(id, {
      // An answer that was asked for before the run was cut would take its place.
      isHeld: () => isBusy() || observable.getCurrentResult().loading || document.querySelector(openSurface) !== null,
      isFocused: () => document.querySelector(focusedMessage) !== null,
    });
    return () => unfollow.current();
  }, [followed, id, following, hasMessages, isBusy, observable]);
  const queryAround = (seq: number) =>
    client.query({ query: MessagesAroundDocument, variables: { id, around: seq }, fetchPolicy: 'network-only' });
  const queryLatest = useCallback(
    () => client.query({ query: ConversationDocument, variables: { id, last: pageSize }, fetchPolicy: 'network-only' }),
    [client, id],
  );
  /** As it is when the turn comes, which is later than the last render. */
  const runNow = () => runOf(client.cache, id);

  async function load(edge: Edge, request: () => Promise<unknown> | false) {
    setLoadingEdges((edges) => [...edges, edge]);
    try {
      await inTurn(async () => request());
    } catch {
      // The edge stays where it is: going there again asks again.
    } finally {
      setLoadingEdges(([, ...edges]) => edges);
    }
  }

  /** Whoever is at an edge asks again and again, until the answer is there. */
  const underWay = useRef(new Set<Edge>());
  async function loadMore(edge: Edge, request: () => Promise<unknown> | false) {
    if (underWay.current.has(edge)) return;
    underWay.current.add(edge);
    await load(edge, request);
    underWay.current.delete(edge);
  }

  const isInPast = useRef(false);
  useEffect(() => void (isInPast.current = hasNewer), [hasNewer]);
  useEffect(
    () => () => {
      // What is kept on the device, and shown at the next opening, is the end. Without a line it stays the past.
      if (isInPast.current) atLeaving(queryLatest).catch(() => undefined);
    },
    [atLeaving, queryLatest],
  );

  // A run that is empty though there are messages, as after an answer that was older than its conversation: nothing to scroll.
  const isHollow = conversation !== null && messages.length === 0 && conversation.lastSeq > 0 && !loading;
  useEffect(() => {
    // A failure is the query's own business: it is asked again when the line is back.
    if (isHollow) inTurn(queryLatest).catch(() => undefined);
  }, [isHollow, inTurn, queryLatest]);

  return {
    conversation,
    /** The server says that there is none, or that the viewer may not see it. */
    isMissing: !loading && known !== undefined && conversation === null,
    messages,
    /** Counts the runs: another number when the loaded run was replaced across a hole, instead of growing or being cut. */
    run,
    error,
    loading: loading && !conversation,
    refetch,
    hasOlder: conversation === null || firstSeq > 1,
    hasNewer,
    loadingOlder: loadingEdges.includes('older'),
    loadingNewer: loadingEdges.includes('newer'),
    loadOlder: () => void loadMore('older', () => runNow().first > 1 && queryAround(Math.max(1, runNow().first - aroundEdge))),
    loadNewer: () => void loadMore('newer', () => !runNow().hasEnd && queryAround(runNow().last + aroundEdge)),
    /** Whether the list goes along with what comes at its end. */
    noteFollowing: (next: boolean) => {
      // At once: what somebody scrolls up to must not be cut meanwhile.
      if (!next) unfollow.current();
      setFollowing(next ? {} : null);
    },
    jumpToLatest: () => void load('newer', () => !runNow().hasEnd && queryLatest()),
    /** Loads the messages around a seq. Rejects without a line. */
    loadPlace: (seq: number) => inTurn(() => queryAround(seq)),
    /** Asks anew for what is loaded around a seq. Rejects without a line. */
    loadAgain: (seq: number) => inTurn(async () => runNow().seqs.includes(seq) && queryAround(seq)),
  };
}

/** The run of messages that is loaded, and whether it ends with the newest one. */
function runOf(cache: ApolloCache, id: string) {
  const conversation = cache.readQuery({ query: ConversationDocument, variables: { id } })?.conversation;
  const seqs = conversation?.messages.edges.map(({ node }) => node.seq) ?? [];
  const last = seqs.at(-1) ?? 0;
  return { seqs, first: seqs[0] ?? 0, last, hasEnd: last >= (conversation?.lastSeq ?? 0) };
}

/** Around the message that is wanted; else the newest messages; where much is unread and nothing is loaded yet, those around the first unread one. */
function firstPageOf(cache: ApolloCache, id: string, openAt: number | null): { last: number } | { around: number } {
  // Also where it is loaded: the newest page could take the place of a run that ends before it.
  if (openAt !== null) return { around: openAt };
  const position = cache.readFragment({
    id: conversationCacheId(id),
    fragment: ConversationPosition,
    fragmentName: 'ConversationPosition',
  });
  if (!position || position.viewerState.unreadCount <= mostUnreadAtEnd) return { last: pageSize };
  if (cache.readQuery({ query: ConversationDocument, variables: { id } })?.conversation) return { last: pageSize };
  return { around: position.viewerState.lastReadSeq + 1 };
}

/** `followsEnd`: whoever reads along there goes with it, also where more came at once than is kept. */
function useRun(first: number, last: number, followsEnd: boolean): number {
  const [run, setRun] = useState({ first, last, followsEnd, number: 0 });
  if (run.first === first && run.last === last && run.followsEnd === followsEnd) return run.number;
  const adjoins = run.last === 0 || (first <= run.last + 1 && last >= run.first - 1);
  const number = adjoins || (run.followsEnd && followsEnd) ? run.number : run.number + 1;
  setRun({ first, last, followsEnd, number });
  return number;
}
