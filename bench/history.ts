// How cost grows with what is there already: messages in a conversation, members of a group, conversations of a person. Each row is compared with the
// same operation where there is little: `npm run bench:history [messages=10000] [--quick] [--processes N] [--mongodb URI]`.
// Everything is made through the public API, and each member is an account, whose password costs what it must: that is most of the run.
import { randomUUID } from 'node:crypto';
import { eventsDocument, sendMessageDocument } from '../tests/testkit/documents.js';
import { credentialsFor, people, signUp, type Person } from '../tests/testkit/people.js';
import type { TestServer } from '../tests/testkit/server.js';
import { compare, type Variants } from './compare.js';
import { openCaller } from './graphql-socket.js';
import { pinApart } from './processes.js';
import { inParallel, printReport, readOptions, runBenchmark, type Call, type Row } from './report.js';

const options = readOptions({ count: 10_000, quickCount: 200 });
const messages = { few: 100, many: options.count };
const members = { few: 10, many: options.quick ? 15 : 1_000 };
const conversations = { few: 10, many: options.quick ? 20 : 1_000 };
const turns = options.quick ? { count: 1, roundsEach: 2 } : { count: 4, roundsEach: 50 };
const maxAddedAtOnce = 200;

const pageDocument = `query Page($id: ID!, $last: Int, $first: Int, $around: Int) { conversation(id: $id) {
  messages(last: $last, first: $first, around: $around) { edges { cursor node { id seq text createdAt author { id displayName } } } pageInfo { hasNextPage hasPreviousPage } }
} }`;
const unreadDocument = `query Unread($id: ID!) { conversation(id: $id) { viewerState { unreadCount } } }`;
const unreadTotalDocument = `{ viewer { unreadTotal } }`;
const listDocument = `{ conversations(first: 10) { edges { node { id lastSeq lastMessage { text } viewerState { unreadCount } ... on Group { name } } } } }`;
const membersDocument = `query Members($id: ID!) { conversation(id: $id) { memberCount members(first: 10) { edges { node { user { displayName } role } } } } }`;
const addMembersDocument = `mutation Add($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }`;

interface Stage {
  readonly server: TestServer;
  readonly owner: Person;
  /** Measures, for the report. */
  readonly compare: (variants: Variants) => Promise<void>;
}

await runBenchmark(options, async (server, baseline) => {
  // There is nothing bare to compare with: the baseline is the same operation where there is little.
  await baseline.stop();
  const { owner } = await people(server, 'owner');
  const pinning = pinApart(server);
  const rows: Row[] = [];
  const stage: Stage = {
    server,
    owner,
    compare: async (variants) => void rows.push(...(await compare(server, turns, variants))),
  };
  await measureMessages(stage);
  await measureMembers(stage);
  await measureConversations(stage);

  printReport(
    `Growth with history, members and conversations, over HTTP, PROCESSES=${options.processes}.`,
    [
      `One operation at a time on keep-alive connections; ${turns.count * turns.roundsEach} of each, after ${turns.roundsEach} that don't count`,
      `Pinning: ${pinning}`,
      'Not measured: search (bench:search does that); groups of more members, whose accounts take too long to make; members who are connected (bench:fan-out does that)',
    ],
    ['p50 ms', 'p99 ms', 'CPU µs each', 'p50 ÷ little'],
    rows,
  );
});

function ask(person: Person, document: string, variables: Record<string, unknown> = {}): Call {
  return () => person.request(document, variables);
}

async function measureMessages({ server, owner, compare }: Stage): Promise<void> {
  const { reader } = await people(server, 'reader');
  async function fill(count: number): Promise<string> {
    const id = await owner.createGroup(`${count} messages`, reader);
    const caller = await openCaller(server.wsUrl, owner);
    const input = (place: number) => ({ conversationId: id, clientId: randomUUID(), text: `Message ${place} of a long history` });
    // The group's own first message counts too.
    await inParallel(count - 1, 16, (place) => caller.call(sendMessageDocument, { input: input(place) }));
    await caller.close();
    return id;
  }
  const [short, long] = [await fill(messages.few), await fill(messages.many)];
  const around = (id: string, seq: number) => ask(owner, pageDocument, { id, first: 50, around: seq });
  await compare([
    [`newest page of 50 messages, of ${messages.few}`, ask(owner, pageDocument, { id: short, last: 50 })],
    [`newest page of 50 messages, of ${messages.many}`, ask(owner, pageDocument, { id: long, last: 50 })],
  ]);
  await compare([
    [`page of 50 messages around the middle, of ${messages.few}`, around(short, messages.few / 2)],
    [`page of 50 messages around the start, of ${messages.many}`, around(long, 26)],
    [`page of 50 messages around the middle, of ${messages.many}`, around(long, Math.round(messages.many / 2))],
    [`page of 50 messages around the end, of ${messages.many}`, around(long, messages.many - 25)],
  ]);
  await compare([
    [`unread count, ${messages.few - 1} unread`, ask(reader, unreadDocument, { id: short })],
    [`unread count, ${messages.many - 1} unread (exact up to 1,000)`, ask(reader, unreadDocument, { id: long })],
  ]);
  await compare([
    [`send after ${messages.few} messages`, () => owner.send(short, 'one more')],
    [`send after ${messages.many} messages`, () => owner.send(long, 'one more')],
  ]);
}

async function measureMembers({ server, owner, compare }: Stage): Promise<void> {
  const crowd = await inParallel(members.many - 1, 4, (place) => signUp(server, credentialsFor(`member${place}`)));
  async function gather(count: number): Promise<string> {
    const ids = crowd.slice(0, count - 1).map((person) => ({ id: person.id }));
    const id = await owner.createGroup(`${count} members`, ...ids.slice(0, maxAddedAtOnce));
    for (let at = maxAddedAtOnce; at < ids.length; at += maxAddedAtOnce) {
      const userIds = ids.slice(at, at + maxAddedAtOnce).map((member) => member.id);
      await owner.request(addMembersDocument, { groupId: id, userIds });
    }
    return id;
  }
  const [table, hall] = [await gather(members.few), await gather(members.many)];
  await compare([
    [`send into ${members.few} members, none connected`, () => owner.send(table, 'hello')],
    [`send into ${members.many} members, none connected`, () => owner.send(hall, 'hello')],
  ]);
  await compare([
    [`page of 10 members, of ${members.few}`, ask(owner, membersDocument, { id: table })],
    [`page of 10 members, of ${members.many}`, ask(owner, membersDocument, { id: hall })],
  ]);
}

async function measureConversations({ server, owner, compare }: Stage): Promise<void> {
  const { newcomer, regular } = await people(server, 'newcomer', 'regular');
  const settle = async (person: Person, count: number) => {
    const [first = ''] = await inParallel(count, 4, (place) => owner.createGroup(`Conversation ${place}`, person));
    return first;
  };
  const [quietRoom, busyRoom] = [await settle(newcomer, conversations.few), await settle(regular, conversations.many)];
  const subscribe =
    (person: Person): Call =>
    async () => {
      const events = person.live<{ readonly __typename: string }>(eventsDocument, { after: await person.eventCursor() });
      await events.next(({ __typename }) => __typename === 'CursorAdvanced');
      person.disconnect();
    };
  for (const [name, once] of [
    ['page of 10 conversations', (person: Person) => ask(person, listDocument)],
    ['unread total', (person: Person) => ask(person, unreadTotalDocument)],
    ['connecting and subscribing to events', subscribe],
    ['send', (person: Person) => () => person.send(person === regular ? busyRoom : quietRoom, 'hello')],
  ] as const)
    await compare([
      [`${name}, of somebody in ${conversations.few}`, once(newcomer)],
      [`${name}, of somebody in ${conversations.many}`, once(regular)],
    ]);
}
