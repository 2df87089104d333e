import { beforeAll, expect, test } from 'vitest';
import { countDatabaseCommands } from '../testkit/metrics.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
let ana: Person;
let others: Person[];
beforeAll(async () => {
  // Where commands are counted.
  server = await startServer({ env: { LOG_LEVEL: 'debug' } });
  const everybody = await people(server, 'ana', 'bia', 'caio', 'duda', 'edu', 'fabi', 'gil', 'helo', 'ivo', 'jana');
  ({ ana } = everybody);
  others = Object.values(everybody).filter((person) => person !== ana);
});

const pageDocument = `query Page($id: ID!) {
  conversation(id: $id) {
    messages(last: 50) { edges { node { seq text author { id displayName } notice { actor { displayName } subjects { displayName } } } } }
  }
}`;
interface PageView {
  readonly conversation: {
    readonly messages: { readonly edges: readonly { readonly node: { readonly author: { readonly id: string } | null } }[] };
  };
}

/** A group whose last 50 messages are by these people in turn. */
async function groupWithMessagesBy(authors: readonly Person[]): Promise<string> {
  const group = await ana.createGroup('Contagem', ...others);
  for (let index = 0; index < 50; index += 1) await authors[index % authors.length]?.send(group, `mensagem ${index}`);
  return group;
}

test('a page of 50 messages costs the same number of database commands by one author and by ten', async () => {
  const alone = await groupWithMessagesBy([ana]);
  const together = await groupWithMessagesBy([ana, ...others]);
  const read = async (group: string) => {
    let authors = new Set<string | undefined>();
    const commands = await countDatabaseCommands(server, async () => {
      const { conversation } = await ana.request<PageView>(pageDocument, { id: group });
      expect(conversation.messages.edges).toHaveLength(50);
      authors = new Set(conversation.messages.edges.map(({ node }) => node.author?.id));
    });
    return { commands, authors: authors.size };
  };
  // Background work of the server (heartbeats) may add to a count, never take away: the least of several is the cost.
  const least = async (group: string) => {
    const readings = [await read(group), await read(group), await read(group)];
    return { commands: Math.min(...readings.map(({ commands }) => commands)), authors: readings[0]?.authors };
  };
  const one = await least(alone);
  const ten = await least(together);
  expect(one.authors).toBe(1);
  expect(ten.authors).toBe(10);
  expect(ten.commands).toBe(one.commands);
  expect(one.commands).toBeGreaterThan(0);
  expect(one.commands).toBeLessThanOrEqual(8);
});

test('a page of conversations costs the same number of database commands for two and for ten', async () => {
  const { zoe } = await people(server, 'zoe');
  const document = `{ conversations(first: 50) { edges { node {
    id lastSeq lastActivityAt memberCount lastMessage { text author { displayName } }
    viewerState { unreadCount othersReadSeq lastReadSeq } pinnedMessages { text author { displayName } } members(first: 5) { edges { node { user { displayName } } } }
  } } } }`;
  const count = async (expected: number) => {
    const readings: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      readings.push(
        await countDatabaseCommands(server, async () => {
          const { conversations } = await zoe.request<{ conversations: { edges: readonly unknown[] } }>(document);
          expect(conversations.edges).toHaveLength(expected);
        }),
      );
    }
    return Math.min(...readings);
  };
  const start = async (people: readonly Person[]) => {
    for (const person of people) await person.send(await zoe.startDirect(person), 'oi');
  };
  await start(others.slice(0, 2));
  const two = await count(2);
  await start(others.slice(2));
  await ana.send(await zoe.startDirect(ana), 'oi');
  // As the answers of the database come, what is asked of users is one question or two. A question for each conversation would be eight more.
  expect(await count(10)).toBeLessThan(two + 4);
});
