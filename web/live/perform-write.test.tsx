import { ApolloClient, ApolloLink, Observable } from '@apollo/client';
import { ApolloProvider, useQuery } from '@apollo/client/react';
import { act, cleanup, render, screen } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCache } from '../apollo/cache';
import { ConversationDocument } from '../apollo/documents';
import { ana, group, message } from '../testkit/chat';
import { applyMessagesAdded } from './apply-message';
import { Outbox } from './outbox';
import { OutboxReplay } from './outbox-replay';
import { performWrite } from './perform-write';
import type { Uploads } from './uploads';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

test('a message that waits is on the screen in every moment until it is stored, and after', async () => {
  let answer = () => undefined as void;
  const link = new ApolloLink(
    ({ operationName }) =>
      new Observable((observer) => {
        const say = (data: Record<string, unknown>) => {
          observer.next({ data });
          observer.complete();
        };
        if (operationName === 'Conversation') say({ conversation: group('c1', [message(1)]) });
        else answer = () => say({ sendMessage: message(2, { clientId: 'mine', text: 'mine', author: ana }) });
      }),
  );
  const cache = createCache();
  const client = new ApolloClient({ cache, link });
  const outbox = new Outbox('ana');
  const uploads = { noteSent: () => undefined } as unknown as Uploads;
  const replay = new OutboxReplay(
    outbox,
    (item) => performWrite(client, cache, item, { viewerId: 'ana' }, uploads, () => undefined),
    () => undefined,
  );

  /** How many rows of the message there were, each time it was drawn. */
  const drawn: number[] = [];
  function Rows() {
    const { data } = useQuery(ConversationDocument, { variables: { id: 'c1' } });
    const waiting = useSyncExternalStore(outbox.subscribe, () => outbox.items);
    const texts = data?.conversation?.messages.edges.map(({ node }) => node.text) ?? [];
    const isStored = texts.includes('mine');
    drawn.push((isStored ? 1 : 0) + (isStored ? 0 : waiting.length));
    return <p>{isStored ? 'stored' : 'not stored'}</p>;
  }
  render(
    <ApolloProvider client={client}>
      <Rows />
    </ApolloProvider>,
  );
  await act(async () => outbox.add('c1', { kind: 'send', clientId: 'mine', text: 'mine' }));
  drawn.length = 0;
  replay.start();
  answer();
  // No act: React draws when it would in a browser.
  await screen.findByText('stored');
  await expect.poll(() => outbox.items).toEqual([]);
  expect(new Set(drawn)).toEqual(new Set([1]));
  replay.stop();
  outbox.close();
});

test('events that wait are shown before the message that was stored after them', async () => {
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        observer.next({ data: { sendMessage: message(3, { clientId: 'mine', author: ana }) } });
        observer.complete();
      }),
  );
  const cache = createCache();
  const client = new ApolloClient({ cache, link });
  const query = { query: ConversationDocument, variables: { id: 'c1' } };
  cache.writeQuery({ ...query, data: { __typename: 'Query', conversation: group('c1', [message(1)]) } });
  const outbox = new Outbox('ana');
  const item = outbox.add('c1', { kind: 'send', clientId: 'mine', text: 'mine' });
  const uploads = { noteSent: () => undefined } as unknown as Uploads;
  const showEarlier = () => void applyMessagesAdded(cache, [message(2)], { viewerId: 'ana' });
  await performWrite(client, cache, item, { viewerId: 'ana' }, uploads, showEarlier);
  expect(cache.readQuery(query)?.conversation?.messages.edges.map(({ node }) => node.seq)).toEqual([1, 2, 3]);
  outbox.close();
});
