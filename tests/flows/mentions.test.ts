import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageFields, type MessageView } from '../testkit/documents.js';
import { countDatabaseCommands } from '../testkit/metrics.js';
import { credentialsFor, people, signUp, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

let first: TestServer;
let second: TestServer;
let ana: Person;
let bia: Person;
let caio: Person;
beforeAll(async () => {
  // Where commands are counted.
  ({ first, second } = await startTwoProcesses({ LOG_LEVEL: 'debug' }));
  ({ ana, bia, caio } = await people(first));
});
// The embedded database lives in the first one.
afterAll(async () => {
  await second.stop();
  await first.stop();
});

const mentionFields = `${messageFields} mentions { id } mentionsEveryone`;
const sendDocument = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${mentionFields} } }`;
const editDocument = `mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { ${mentionFields} } }`;
const deleteDocument = `mutation ($id: ID!) { deleteMessage(messageId: $id) { ${mentionFields} } }`;
const setRoleDocument = `mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }`;
const removeDocument = `mutation ($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId) { id } }`;
const markReadDocument = `mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { unreadCount unreadMentions } }`;
const stateDocument = `query ($id: ID!) { conversation(id: $id) { lastSeq viewerState { unreadCount unreadMentions } } }`;
const eventsDocument = `subscription ($after: Cursor) { events(after: $after) { __typename
  ... on MessageAdded { message { ${mentionFields} } } ... on MessageChanged { message { ${mentionFields} } }
  ... on ViewerStateChanged { viewerState { unreadCount unreadMentions } } ... on CursorAdvanced { live } } }`;

interface MentioningView extends MessageView {
  readonly mentions: readonly { readonly id: string }[];
  readonly mentionsEveryone: boolean;
}
interface MentionEvent {
  readonly __typename: string;
  readonly message?: MentioningView;
  readonly live?: boolean;
}

async function send(person: Person, conversationId: string, text: string): Promise<MentioningView> {
  const input = { conversationId, text, clientId: randomBytes(8).toString('hex') };
  return (await person.request<{ sendMessage: MentioningView }>(sendDocument, { input })).sendMessage;
}
const edit = async (person: Person, id: string, text: string) =>
  (await person.request<{ editMessage: MentioningView }>(editDocument, { id, text })).editMessage;
const mentioned = ({ mentions }: MentioningView) => mentions.map(({ id }) => id);
const unread = async (person: Person, id: string) =>
  (await person.request<{ conversation: { viewerState: { unreadCount: number; unreadMentions: number } } }>(stateDocument, { id }))
    .conversation.viewerState;
const named = (username: string) => signUp(first, { ...credentialsFor('somebody'), username });

describe('a mention', () => {
  let groupId: string;
  beforeAll(async () => {
    groupId = await ana.createGroup('Mentions', bia, caio);
  });

  test('is every present member whose username stands behind an @, in the order of the text, each once', async () => {
    const message = await send(
      ana,
      groupId,
      `@${caio.username}, (@${bia.username.toUpperCase()}) and *@${caio.username}*: see @${ana.username}'s plan`,
    );
    expect(mentioned(message)).toEqual([caio.id, bia.id, ana.id]);
    expect(message.mentionsEveryone).toBe(false);
  });

  test('may end a sentence', async () => {
    expect(mentioned(await send(ana, groupId, `Ask @${bia.username}.`))).toEqual([bia.id]);
    expect(mentioned(await send(ana, groupId, `Ask @${bia.username}...\n@${caio.username}-`))).toEqual([bia.id, caio.id]);
  });

  test('is the longest username that fits', async () => {
    const base = `dot-${randomBytes(4).toString('hex')}`;
    const [plain, dotted] = [await named(base), await named(`${base}.`)];
    const id = await ana.createGroup('Dots', plain, dotted);
    expect(mentioned(await send(ana, id, `@${base}.`))).toEqual([dotted.id]);
    expect(mentioned(await send(ana, id, `@${base}`))).toEqual([plain.id]);
    expect(mentioned(await send(ana, id, `@${base}..`))).toEqual([dotted.id]);
    await ana.request(removeDocument, { groupId: id, userId: dotted.id });
    expect(mentioned(await send(ana, id, `@${base}.`))).toEqual([plain.id]);
  });

  test.each([
    ['in a code span', (name: string) => `type \`@${name}\` or \`\`a \` @${name}\`\``],
    ['in a fenced block', (name: string) => `so:\n\`\`\`\n@${name}\n\`\`\`\n~~~ts\n@${name}`],
    ['in an e-mail address', (name: string) => `write to me@${name} or ask@${name}.example`],
    ['in an address of another network', (name: string) => `@${name}@example.org, https://example.org/@${name}`],
    ['in a longer name', (name: string) => `@${name}x @x${name} @${name}é`],
  ])('is none %s', async (_, text) => {
    expect(mentioned(await send(ana, groupId, text(bia.username)))).toEqual([]);
  });

  test('is one beside code, and behind a backtick that closes nothing', async () => {
    const text = `\`code\` @${bia.username} \` and\n\n\`\`\`\nblock\n\`\`\`\n@${caio.username}`;
    expect(mentioned(await send(ana, groupId, text))).toEqual([bia.id, caio.id]);
  });

  test('is nobody who is not in the conversation', async () => {
    const { dani } = await people(first, 'dani');
    const id = await ana.createGroup('Without', bia);
    await ana.request(removeDocument, { groupId: id, userId: bia.id });
    const message = await send(ana, id, `@${dani.username} @${bia.username} @nobody-at-all`);
    expect(mentioned(message)).toEqual([]);
    expect(mentioned(await send(ana.on(second), id, `@${bia.username}`))).toEqual([]);
  });

  test('is at most fifty', async () => {
    const crowd = Object.values(await people(first, ...(Array.from({ length: 52 }, (_, index) => `m${index}`) as [string, ...string[]])));
    const id = await ana.createGroup('Crowd', ...crowd);
    const message = await send(ana, id, crowd.map(({ username }) => `@${username}`).join(' '));
    expect(mentioned(message)).toEqual(crowd.slice(0, 50).map((person) => person.id));
  });

  test('comes and goes with an edit, for those who listen too', async () => {
    const after = await caio.eventCursor();
    const streams = [caio, caio.on(second)].map((person) => person.live<MentionEvent>(eventsDocument, { after }));
    const { id } = await send(ana, groupId, `@${bia.username}`);
    expect(mentioned(await edit(ana, id, `@${caio.username}`))).toEqual([caio.id]);
    expect(await edit(ana, id, 'nobody')).toMatchObject({ mentions: [], mentionsEveryone: false });
    for (const stream of streams) {
      const { message } = await stream.next(({ message }) => message?.id === id && message.text === 'nobody');
      expect(message?.mentions).toEqual([]);
    }
  });
});

describe('@everyone', () => {
  test('is for owners and admins of a group', async () => {
    const groupId = await ana.createGroup('All', bia, caio);
    expect(await send(ana, groupId, 'Hello @everyone!')).toMatchObject({ mentionsEveryone: true, mentions: [] });
    const byMember = await send(bia, groupId, `@everyone and @${caio.username}`);
    expect(byMember).toMatchObject({ mentionsEveryone: false, mentions: [{ id: caio.id }] });
    await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
    expect(await send(bia.on(second), groupId, '@Everyone.')).toMatchObject({ mentionsEveryone: true });
    expect(await edit(bia, byMember.id, '@everyone now')).toMatchObject({ mentionsEveryone: true, mentions: [] });
    expect(await send(ana, groupId, '`@everyone` me@everyone')).toMatchObject({ mentionsEveryone: false });
  });

  test('is just text in a direct conversation', async () => {
    expect(await send(ana, await ana.startDirect(bia), '@everyone')).toMatchObject({ mentionsEveryone: false });
  });
});

describe('unread mentions', () => {
  test('are the unread messages by others that mention the viewer or everyone, each once', async () => {
    const groupId = await ana.createGroup('Unread', bia, caio);
    await send(ana, groupId, `@${bia.username} @everyone`);
    await send(ana, groupId, '@everyone');
    const third = await send(caio, groupId, `@${bia.username}`);
    await send(caio, groupId, `@${ana.username}`);
    for (const device of [bia, bia.on(second)]) expect(await unread(device, groupId)).toEqual({ unreadCount: 4, unreadMentions: 3 });
    expect(await unread(caio, groupId)).toEqual({ unreadCount: 0, unreadMentions: 0 });
    expect(await unread(ana, groupId)).toEqual({ unreadCount: 2, unreadMentions: 1 });
    await edit(caio, third.id, 'never mind');
    expect(await unread(bia, groupId)).toEqual({ unreadCount: 4, unreadMentions: 2 });
    await edit(caio, third.id, `@${bia.username}`);
    await caio.request(deleteDocument, { id: third.id });
    expect(await unread(bia, groupId)).toEqual({ unreadCount: 3, unreadMentions: 2 });
    const { markRead } = await bia.request<{ markRead: unknown }>(markReadDocument, { id: groupId, seq: 2 });
    expect(markRead).toEqual({ unreadCount: 2, unreadMentions: 1 });
    await send(bia, groupId, `@${bia.username}`);
    expect(await unread(bia, groupId)).toEqual({ unreadCount: 0, unreadMentions: 0 });
  });

  test('of many conversations are counted for each', async () => {
    const { dani } = await people(first, 'dani');
    const groups = await Promise.all([1, 2, 3].map((count) => ana.createGroup(`Group ${count}`, dani)));
    for (const [index, id] of groups.entries())
      for (let count = 0; count <= index; count += 1) await send(ana, id, `@${dani.username} and something`);
    const { conversations } = await dani.request<{
      conversations: { edges: { node: { id: string; viewerState: { unreadMentions: number } } }[] };
    }>('{ conversations { edges { node { id viewerState { unreadMentions } } } } }');
    const byId = new Map(conversations.edges.map(({ node }) => [node.id, node.viewerState.unreadMentions]));
    expect(groups.map((id) => byId.get(id))).toEqual([1, 2, 3]);
  });
});

test('a message without an @ costs no more database commands than before, one with an @ a batched look more', async () => {
  const groupId = await ana.createGroup('Counted', bia, caio);
  const cost = async (text: string) => {
    const readings: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      // The conversation is going on: its place is known.
      await ana.send(groupId, 'before');
      readings.push(await countDatabaseCommands(first, () => ana.send(groupId, text)));
    }
    return Math.min(...readings);
  };
  const plain = await cost('nobody at home');
  expect(plain).toBeLessThanOrEqual(4);
  const mentioning = await cost(`@${bia.username}, @${caio.username} and @nobody-at-all`);
  expect(mentioning).toBeGreaterThan(plain);
  expect(mentioning).toBeLessThanOrEqual(plain + 2);
});
