import { ApolloClient, ApolloLink, Observable } from '@apollo/client';
import { createCache } from '../../web/apollo/cache';
import { ConversationDocument, ConversationListDocument, ConversationSummaryDocument } from '../../web/apollo/documents';
import { createKeepNewerLink } from '../../web/apollo/keep-newer-link';
import { evictAllConversations, insertIntoList } from '../../web/apollo/list-cache';
import { applyEvents, type LiveEvent } from '../../web/live/apply-event';
import { EventsDocument } from '../../web/live/events.document';
import type { Ask, Replica } from './replica.js';
import { describeScreens, type Screens } from './screens.js';

/*
 * Type-checked with the web app, whose modules only its own bundler resolves: whoever wants it imports it by its path.
 */

const newest = 50;

/** The web app's own cache, documents and event code, as web/app/talk.ts puts them together, with every conversation's screen open. */
export function createWebReplica(viewerId: string, ask: Ask): Replica {
  const cache = createCache();
  const client = new ApolloClient({ cache, link: ApolloLink.from([createKeepNewerLink(cache, viewerId), linkTo(ask)]) });
  let isFirst = true;

  const open = (id: string) => client.query({ query: ConversationDocument, variables: { id, last: newest }, fetchPolicy: 'network-only' });

  async function fetchConversation(id: string): Promise<void> {
    const { data } = await client.query({ query: ConversationSummaryDocument, variables: { id }, fetchPolicy: 'network-only' });
    if (!data?.conversation) return;
    insertIntoList(cache, id);
    await open(id);
  }

  const listed = () =>
    cache.readQuery({ query: ConversationListDocument, variables: {} })?.conversations.edges.map(({ node }) => node.id) ?? [];
  const screenOf = (id: string) => cache.readQuery({ query: ConversationDocument, variables: { id, last: newest } })?.conversation ?? null;

  return {
    eventsDocument: cache.transformDocument(EventsDocument),
    async startAnew() {
      if (!isFirst) cache.batch({ update: () => evictAllConversations(cache) });
      isFirst = false;
      await client.query({ query: ConversationListDocument, variables: {}, fetchPolicy: 'network-only' });
      for (const id of listed()) await open(id);
    },
    async apply(event) {
      const effects = applyEvents(cache, [event as unknown as LiveEvent], { viewerId });
      for (const id of effects.flatMap(({ fetchConversations = [] }) => fetchConversations)) await fetchConversation(id);
    },
    held() {
      // What is archived stays in the list, and is not shown there.
      const shown = listed().flatMap((id) => {
        const screen = screenOf(id);
        return screen?.viewerState.archived ? [] : [[id, screen] as const];
      });
      return describeScreens(Object.fromEntries(shown), viewerId);
    },
    async fresh() {
      const list = await ask<{ conversations: { edges: { node: { id: string } }[] } }>(
        cache.transformDocument(ConversationListDocument),
        {},
      );
      const screens: Screens = {};
      for (const { node } of list.conversations.edges) {
        const document = cache.transformDocument(ConversationDocument);
        screens[node.id] = (await ask<{ conversation: unknown }>(document, { id: node.id, last: newest })).conversation;
      }
      return describeScreens(screens, viewerId);
    },
    newestSeq: (id) => screenOf(id)?.lastSeq ?? null,
  };
}

/** Answers come when they are there; what a query asks for is answered at once, as the transport would. */
const linkTo = (ask: Ask) =>
  new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) => {
        ask<Record<string, unknown>>(query, variables).then(
          (data) => {
            observer.next({ data });
            observer.complete();
          },
          (error: unknown) => observer.error(error),
        );
      }),
  );
