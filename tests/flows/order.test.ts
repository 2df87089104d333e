import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { chosenDatabase, createDatabase, type ServerDatabase } from '../testkit/database-choice.js';
import { sendMessageDocument, type EventView, type MessageView } from '../testkit/documents.js';
import type { LiveStream } from '../testkit/live-stream.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';

/** Two API processes on one database, as behind a load balancer. */
let here: TestServer;
let there: TestServer;
let authors: { readonly atHome: Person; readonly away: Person }[];
beforeAll(async () => {
  const database = await createDatabase();
  if (chosenDatabase() === 'embedded') {
    const port = await freePort();
    here = await startServer({ database, env: { EMBEDDED_DB_PORT: String(port) } });
    const uri = `mongodb://127.0.0.1:${port}/talkinclouds?directConnection=true`;
    const shared: ServerDatabase = { ...database, env: { ...(await createDatabase()).env, MONGODB_URI: uri } };
    there = await startServer({ database: shared });
  } else {
    here = await startServer({ database });
    there = await startServer({ database });
  }
  const everybody = await people(here, 'ana', 'bia', 'caio', 'duda');
  authors = Object.values(everybody).map((person) => ({ atHome: person, away: person.on(there) }));
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const first = () => {
  const [author] = authors;
  if (!author) throw new Error('Nobody is there.');
  return author;
};
const everyDevice = () => authors.flatMap(({ atHome, away }) => [atHome, away]);

async function history(person: Person, id: string): Promise<Pick<MessageView, 'id' | 'seq' | 'text' | 'clientId' | 'createdAt'>[]> {
  const document = `query ($id: ID!, $after: Cursor) { conversation(id: $id) { messages(first: 100, after: $after) {
    edges { node { id seq text clientId createdAt } } pageInfo { hasNextPage endCursor } } } }`;
  interface Page {
    readonly conversation: {
      readonly messages: {
        readonly edges: readonly { readonly node: MessageView }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    };
  }
  const all: MessageView[] = [];
  for (let after: string | undefined; ;) {
    const { messages } = (await person.request<Page>(document, { id, after })).conversation;
    all.push(...messages.edges.map(({ node }) => node));
    if (!messages.pageInfo.hasNextPage) return all;
    after = messages.pageInfo.endCursor;
  }
}

test('seq has no hole and is the order that every observer sees, whatever the number of processes', async () => {
  const { atHome } = first();
  const groupId = await atHome.createGroup('Order', ...authors.map((author) => author.atHome));
  const devices = everyDevice();
  const streams: LiveStream<EventView>[] = await Promise.all(devices.map((device) => device.events()));
  const perDevice = 40;
  const acknowledged = await Promise.all(
    devices.map(async (device, number) => {
      const sent: MessageView[] = [];
      // In bursts of four: within one, order is the server's; between bursts, a later send is a later message.
      for (let index = 0; index < perDevice; index += 4)
        sent.push(...(await Promise.all([0, 1, 2, 3].map((step) => device.send(groupId, `${number}/${index + step}`)))));
      return sent;
    }),
  );
  const total = devices.length * perDevice;
  const stored = await history(atHome, groupId);
  expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: total + 1 }, (_, index) => index + 1));
  const acknowledgedIds = acknowledged.flat().map(({ id, seq, text }) => ({ id, seq, text }));
  expect(acknowledgedIds.sort((a, b) => a.seq - b.seq)).toEqual(stored.slice(1).map(({ id, seq, text }) => ({ id, seq, text })));
  for (const sent of acknowledged) {
    for (let burst = 4; burst < sent.length; burst += 4) {
      const before = Math.max(...sent.slice(burst - 4, burst).map(({ seq }) => seq));
      expect(Math.min(...sent.slice(burst, burst + 4).map(({ seq }) => seq))).toBeGreaterThan(before);
    }
  }
  expect(stored.every(({ createdAt }, index) => index === 0 || createdAt >= (stored[index - 1]?.createdAt ?? ''))).toBe(true);
  for (const stream of streams) {
    const seen = await stream.until((events) => events.filter(({ __typename }) => __typename === 'MessageAdded').length >= total);
    expect(
      seen.flatMap(({ __typename, message }) => (__typename === 'MessageAdded' && message?.kind === 'TEXT' ? [message.seq] : [])),
    ).toEqual(stored.slice(1).map(({ seq }) => seq));
  }
});

test('one clientId, a hundred times at once on two processes, is one message', async () => {
  const { atHome, away } = first();
  const groupId = await atHome.createGroup('Once', ...authors.map((author) => author.atHome));
  const clientId = randomUUID();
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => (index % 2 ? atHome : away).send(groupId, 'once', clientId)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect((await history(away, groupId)).map(({ text }) => text)).toEqual(['', 'once']);
});

test('one clientId is one message for ever: after an edit, its deletion, a return to the group and a restart, also on a socket of the other process', async () => {
  const { atHome } = first();
  const { rita } = await people(here, 'rita');
  const groupId = await atHome.createGroup('For ever', rita);
  const input = { conversationId: groupId, text: 'once and for all', clientId: randomUUID() };
  const { id } = await rita.send(groupId, input.text, input.clientId);
  const isKnown = async (text: string) => {
    const known: unknown = expect.objectContaining({ id, text });
    for (const device of [rita, rita.on(there)]) {
      expect(await device.send(groupId, input.text, input.clientId)).toEqual(known);
      expect(await device.live<MessageView>(sendMessageDocument, { input }).next()).toEqual(known);
      const changed = device.live(sendMessageDocument, { input: { ...input, text: 'something else' } });
      expect(await changed.end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'CONFLICT', field: 'clientId' } }] });
    }
    expect((await history(atHome, groupId)).filter(({ clientId }) => clientId === input.clientId)).toHaveLength(1);
  };
  await rita.request('mutation ($id: ID!) { editMessage(messageId: $id, text: "edited") { id } }', { id });
  await isKnown('edited');
  await rita.on(there).request('mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }', { id });
  await isKnown('');
  await rita.request('mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }', { groupId });
  await expect(rita.on(there).send(groupId, input.text, input.clientId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await atHome.request('mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }', {
    groupId,
    userIds: [rita.id],
  });
  await isKnown('');
  await there.restart();
  await isKnown('');
});

test('one direct conversation and one group come of starting them on two processes at once', async () => {
  const { lia, mia } = await people(here, 'lia', 'mia');
  const both = [lia, lia.on(there)];
  expect(new Set(await Promise.all([...both, ...both, ...both].map((device) => device.startDirect(mia)))).size).toBe(1);
  const input = { name: 'Once', memberIds: [mia.id], clientId: randomUUID() };
  const document = 'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id lastSeq memberCount } }';
  const groups = await Promise.all(
    [...both, ...both, ...both].map((device) => device.request<{ createGroup: { id: string } }>(document, { input })),
  );
  expect(new Set(groups.map(({ createGroup }) => createGroup.id)).size).toBe(1);
  const id = groups[0]?.createGroup.id;
  expect(await mia.request('query ($id: ID!) { conversation(id: $id) { lastSeq memberCount } }', { id })).toEqual({
    conversation: { lastSeq: 1, memberCount: 2 },
  });
});

test('a group keeps an owner when two owners demote each other on two processes', async () => {
  const setRole =
    'mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }';
  const { nina, olga } = await people(here, 'nina', 'olga');
  const olgaAway = olga.on(there);
  for (let round = 0; round < 5; round += 1) {
    const groupId = await nina.createGroup('Owners', olga);
    await nina.request(setRole, { groupId, userId: olga.id, role: 'OWNER' });
    await Promise.allSettled([
      nina.request(setRole, { groupId, userId: olga.id, role: 'MEMBER' }),
      olgaAway.request(setRole, { groupId, userId: nina.id, role: 'MEMBER' }),
    ]);
    const { conversation } = await nina.request<{ conversation: { members: { edges: { node: { role: string } }[] } } }>(
      'query ($id: ID!) { conversation(id: $id) { members { edges { node { role } } } } }',
      { id: groupId },
    );
    expect(conversation.members.edges.map(({ node }) => node.role)).toContain('OWNER');
  }
});

test('who was removed on one process can send on none', async () => {
  const { atHome } = first();
  const { pia } = await people(here, 'pia');
  const groupId = await atHome.createGroup('Removed', pia);
  const piaAway = pia.on(there);
  await piaAway.send(groupId, 'still here');
  await atHome.request('mutation ($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId) { id } }', {
    groupId,
    userId: pia.id,
  });
  for (const device of [pia, piaAway]) await expect(device.send(groupId, 'not any more')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await history(atHome, groupId)).map(({ text }) => text)).not.toContain('not any more');
});
