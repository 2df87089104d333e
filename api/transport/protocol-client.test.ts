import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { leave } from '../../tests/live/engine-on-memory.js';
import { refusedText } from '../../tests/protocol/protocol-schema.js';
import { startTwoServers, type TwoServers } from '../../tests/protocol/two-servers.js';
import { waitFor } from '../../tests/testkit/wait.js';

/** The client of graphql-ws itself sees the same from both servers. */

let servers: TwoServers;
let clients: readonly Client[];
beforeEach(async () => {
  servers = await startTwoServers();
  clients = [servers.shipped, servers.reference].map(({ url }) =>
    createClient({
      url,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      generateID: ids(),
      connectionParams: { authorization: 'Bearer ana' },
    }),
  );
});
afterEach(async () => {
  for (const client of clients) await client.dispose();
});

function ids(): () => string {
  let last = 0;
  return () => `id ${(last += 1)}`;
}

interface Running {
  /** One line for each call of the sink. */
  readonly heard: readonly string[];
  readonly stop: () => void;
}

function listen(client: Client, payload: SubscribePayload): Running {
  const heard: string[] = [];
  const stop = client.subscribe(payload, {
    next: (value) => heard.push(`next ${JSON.stringify(value)}`),
    error: (error) => heard.push(`error ${JSON.stringify(error)}`),
    complete: () => heard.push('complete'),
  });
  return { heard, stop };
}

const listenOnBoth = (payload: SubscribePayload) => clients.map((client) => listen(client, payload));
async function agree(both: readonly Running[], isThere: (heard: readonly string[]) => boolean): Promise<readonly string[]> {
  await waitFor(
    () => both.every(({ heard }) => isThere(heard)),
    () => JSON.stringify(both.map(({ heard }) => heard)),
  );
  expect(both[0]?.heard).toEqual(both[1]?.heard);
  return both[0]?.heard ?? [];
}
const isOver = (heard: readonly string[]) => heard.some((line) => line === 'complete' || line.startsWith('error'));
const query = `subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename ... on CursorAdvanced { live }
  ... on MessageAdded { cursor at message { text } } ... on MembersChanged { changed { user { presence { status } } } } } }`;

test.each<[string, SubscribePayload]>([
  ['a query', { query: '{ serverInfo { version } }' }],
  ['a query with variables', { query: 'query Q($id: ID!) { message(id: $id) { text } }', variables: { id: 'c:é 👍' }, operationName: 'Q' }],
  ['a refused field', { query: `{ message(id: "c:${refusedText}") { text } }` }],
  [
    'a mutation',
    {
      query: 'mutation ($i: SendMessageInput!) { sendMessage(input: $i) { text } }',
      variables: { i: { conversationId: 'c', clientId: '1', text: 'x'.repeat(8000) } },
    },
  ],
  ['a syntax error', { query: '{' }],
  ['a validation error', { query: '{ nothing }' }],
  ['a subscription that is refused', { query: 'subscription { events(after: "forged") { cursor } }' }],
  ['variables that do not fit', { query, variables: {} }],
])('%s', async (_, payload) => {
  const heard = await agree(listenOnBoth(payload), isOver);
  expect(heard.length).toBeGreaterThan(0);
});

test('subscriptions: several at once, one stopped, one ended by the server, one taken up again', async () => {
  const [one, other] = [servers.conversation(), servers.conversation()];
  const atOne = listenOnBoth({ query, variables: { id: one } });
  const atOther = listenOnBoth({ query, variables: { id: other } });
  const again = listenOnBoth({ query, variables: { id: other } });
  for (const both of [atOne, atOther, again]) await agree(both, (heard) => heard.length === 1);
  for (let index = 0; index < 20; index += 1) {
    servers.say(one, `event ${index}`);
    servers.say(other, `event ${index}`, refusedText);
  }
  servers.say(one, 'the end');
  await agree(atOne, (heard) => heard.length === 22);
  for (const both of [atOther, again]) await agree(both, (heard) => heard.length === 41);
  atOther.forEach(({ stop }) => stop());
  servers.say(other, 'after the stop');
  servers.commit(leave(`${one}:ana`));
  await agree(again, (heard) => heard.length === 42);
  expect((await agree(atOne, isOver)).at(-1)).toBe('complete');
  expect((await agree(atOther, isOver)).join()).not.toContain('after the stop');
  const more = listenOnBoth({ query, variables: { id: other } });
  await agree(more, (heard) => heard.length === 1);
  servers.say(other, 'more');
  await agree(more, (heard) => heard.length === 2);
});
