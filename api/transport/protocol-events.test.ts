import { beforeEach, describe, expect, test } from 'vitest';
import { connectBoth, type Both, type RawSocket } from '../../tests/protocol/both.js';
import { faultyText, refusedText } from '../../tests/protocol/protocol-schema.js';
import { startTwoServers, type TwoServers } from '../../tests/protocol/two-servers.js';
import { leave } from '../../tests/live/engine-on-memory.js';

/** The same events go to subscribers of our socket and of graphql-ws as it documents itself: they must get the same bytes. */

let servers: TwoServers;
beforeEach(async () => {
  servers = await startTwoServers();
});

const begin = '... on CursorAdvanced { live }';
/** Shared by all who say it. */
const shared = `subscription Shared($id: ID!) { conversationEvents(conversationId: $id) { __typename ${begin}
  ... on MessageAdded { cursor at message { id text author { displayName } } } ... on ConversationRemoved { cursor } } }`;
/** Each viewer's own. */
const own = `subscription Own($id: ID!) { conversationEvents(conversationId: $id) { __typename ${begin}
  ... on MessageAdded { cursor message { text edits { text } } } } }`;
/** Messages are shared, changes of the members each viewer's own. */
const mixed = `subscription Mixed($id: ID!) { conversationEvents(conversationId: $id) { __typename ${begin}
  ... on MessageAdded { cursor message { text } } ... on MembersChanged { cursor memberCount changed { role user { presence { status } } } } } }`;
/** Shared, and not known at once. */
const later = `subscription Later($id: ID!) { conversationEvents(conversationId: $id) { __typename ${begin}
  ... on MessageAdded { cursor message { text conversation { id } } } } }`;
const documents = { shared, own, mixed, later };

async function listen(both: Both, id: string, query: string, conversationId: string): Promise<void> {
  both.subscribe(id, query, { id: conversationId });
  await both.untilCount(id, 1);
  await both.fence();
}
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `event ${index}.`);
const textsOf = ({ frames }: RawSocket, id: string) =>
  frames.filter((frame) => frame.startsWith(`{"id":${JSON.stringify(id)},`)).flatMap((frame) => /event \d+\./.exec(frame) ?? []);
const eachOf = (both: Both): readonly RawSocket[] => [both.shipped, both.reference];

describe.each(Object.entries(documents))('a subscription whose answers are %s', (_, query) => {
  test('brings a burst in its order, then ends with a complete where the viewer leaves', async () => {
    const both = await connectBoth(servers);
    const conversationId = servers.conversation();
    await listen(both, 'one', query, conversationId);
    servers.say(conversationId, ...numbered(200), 'é "quoted" \\ 👩‍🚀\u2028\n', 'x'.repeat(8000), '👍'.repeat(4000));
    await both.untilCount('one', 204);
    servers.commit(leave(`${conversationId}:ana`));
    await both.until('{"id":"one","type":"complete"}');
    await both.fence();
    const said = both.agree()['id one'] ?? [];
    expect(textsOf(both.shipped, 'one')).toEqual(numbered(200));
    expect(said.at(-1)).toBe('{"id":"one","type":"complete"}');
    expect(said.length).toBeGreaterThan(204);
  });

  test('hears nothing after its complete, and its id is free for another', async () => {
    const both = await connectBoth(servers);
    const conversationId = servers.conversation();
    await listen(both, 'again', query, conversationId);
    servers.say(conversationId, 'event 1.', 'event 2.');
    await both.until('event 2.');
    both.say({ id: 'again', type: 'complete' });
    both.say({ id: 'never there', type: 'complete' });
    await both.fence();
    servers.say(conversationId, 'event 3.');
    await both.fence();
    both.subscribe('again', query, { id: conversationId });
    await both.untilCount('again', 4);
    await both.fence();
    servers.say(conversationId, 'event 4.');
    await both.until('event 4.');
    await both.fence();
    both.agree();
    expect(textsOf(both.shipped, 'again')).toEqual(['event 1.', 'event 2.', 'event 4.']);
  });

  test('that is completed in the middle of a burst got its beginning, whole', async () => {
    const both = await connectBoth(servers);
    const conversationId = servers.conversation();
    await listen(both, 'cut', query, conversationId);
    servers.say(conversationId, ...numbered(300));
    await both.until('event 0.');
    both.say({ id: 'cut', type: 'complete' });
    servers.say(conversationId, ...numbered(600).slice(300));
    await both.fence();
    servers.say(conversationId, 'after the end');
    await both.fence();
    for (const { frames } of eachOf(both)) expect(frames.join('')).not.toContain('"complete"');
    for (const socket of eachOf(both)) {
      const texts = textsOf(socket, 'cut');
      expect(texts).toEqual(numbered(600).slice(0, texts.length));
    }
    // Pongs are answered in turn: what comes after this one was sent after the complete was read.
    const { frames } = both.shipped;
    expect(frames.slice(frames.findIndex((frame) => frame.includes('"fence":2'))).join('')).not.toContain('"cut"');
  });

  test.each([
    ['a refusal', refusedText],
    ['a fault of the server', faultyText],
  ])('goes on after an event that %s spoils', async (_name, text) => {
    const both = await connectBoth(servers);
    const conversationId = servers.conversation();
    await listen(both, 'spoilt', query, conversationId);
    servers.say(conversationId, 'event 1.', text, 'event 2.');
    await both.until('event 2.');
    await both.fence();
    const [said, wanted] = eachOf(both).map(({ frames }) => frames.map((frame) => frame.replace(/"errorId":"[\w-]{36}"/, '"errorId":"?"')));
    expect(said).toEqual(wanted);
    expect(said?.some((frame) => frame.includes('"errors":[{'))).toBe(true);
  });
});

test('changes of what is shared and what is not keep the order of the events', async () => {
  const both = await connectBoth(servers);
  const conversationId = servers.conversation();
  await listen(both, 'mixed', mixed, conversationId);
  for (const [index, text] of numbered(60).entries()) {
    servers.say(conversationId, text);
    if (index % 3 > 0) servers.commit({ collection: 'members', operation: 'insert', id: `${conversationId}:guest` });
  }
  servers.say(conversationId, 'the end');
  await both.until('the end');
  both.agree();
  const types = both.shipped.frames.flatMap((frame) => /"__typename":"(MessageAdded|MembersChanged)"/.exec(frame)?.[1] ?? []);
  expect(types.filter((type) => type === 'MembersChanged')).toHaveLength(40);
});

test('many subscriptions on one socket, with queries and mutations between, do not mix', async () => {
  const both = await connectBoth(servers);
  const [one, other] = [servers.conversation(), servers.conversation()];
  const ids = ['s1', 's2', 'é "2"', 'o1', 'm1', 'x'.repeat(300)];
  for (const [index, id] of ids.entries())
    await listen(both, id, [shared, shared, shared, own, mixed, shared][index] ?? shared, index % 3 ? one : other);
  for (const text of numbered(40)) {
    servers.say(one, text);
    servers.say(other, text);
  }
  // Ours takes 20 operations at a time.
  for (const text of numbered(10)) both.subscribe(`query at ${text}`, '{ serverInfo { version } }');
  for (const text of numbered(10)) await both.untilCount(`query at ${text}`, 2);
  for (const id of ids) await both.untilCount(id, 41);
  await both.fence();
  both.agree();
  for (const id of ids) expect(textsOf(both.shipped, id)).toEqual(numbered(40));
});

test('twenty sockets that share, and one that does not, get what each would get alone', async () => {
  const crowd = await Promise.all(Array.from({ length: 20 }, () => connectBoth(servers)));
  const lone = await connectBoth(servers);
  const conversationId = servers.conversation();
  // Half of them count their subscriptions, as most clients do; the others have ids of many lengths.
  const idOf = (index: number) => (index % 2 ? '1' : `é${'"'.repeat(index)}`);
  await Promise.all(crowd.map((both, index) => listen(both, idOf(index), mixed, conversationId)));
  await listen(lone, '1', `${mixed} `, conversationId);
  servers.say(conversationId, ...numbered(100), '👍'.repeat(4000));
  servers.commit({ collection: 'members', operation: 'insert', id: `${conversationId}:guest` });
  servers.say(conversationId, 'the end');
  await Promise.all([...crowd, lone].map((both) => both.until('the end')));
  const [alone] = [lone.agree()['id 1']];
  crowd.forEach((both, index) => {
    const id = idOf(index);
    const said = both.agree()[`id ${id}`];
    expect(said).toEqual(alone?.map((frame) => frame.replace('{"id":"1"', () => `{"id":${JSON.stringify(id)}`)));
  });
});
