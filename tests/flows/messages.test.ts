import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { conversationEventsDocument, messageFields, type EventView, type MessageView } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
let ana: Person;
let bia: Person;
let caio: Person;
beforeAll(async () => {
  server = await startServer();
  ({ ana, bia, caio } = await people(server));
});

const sendMessage = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${messageFields} } }`;
const editMessage = `mutation ($id: ID!, $text: String!, $expectedRevision: Int) {
  editMessage(messageId: $id, text: $text, expectedRevision: $expectedRevision) { ${messageFields} edits { text at } } }`;
const deleteMessage = `mutation ($id: ID!) { deleteMessage(messageId: $id) { ${messageFields} edits { text } reactions { emoji } } }`;
const reactionFields = `id revision reactions { emoji count userIds viewerHasReacted users(first: 1) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;
const addReaction = `mutation ($id: ID!, $emoji: String!) { addReaction(messageId: $id, emoji: $emoji) { ${reactionFields} } }`;
const removeReaction = `mutation ($id: ID!, $emoji: String!) { removeReaction(messageId: $id, emoji: $emoji) { ${reactionFields} } }`;
const setRole = `mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }`;

interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly userIds: readonly string[];
  readonly viewerHasReacted: boolean;
}

const lastSeqOf = async (person: Person, id: string) =>
  (await person.request<{ conversation: { lastSeq: number } }>('query ($id: ID!) { conversation(id: $id) { lastSeq } }', { id }))
    .conversation.lastSeq;

async function bigConversation(count: number): Promise<string> {
  const id = await ana.startDirect((await people(server, 'someone')).someone);
  await Promise.all(Array.from({ length: count }, (_, index) => ana.send(id, `number ${index}`)));
  return id;
}

describe('a page of messages', () => {
  const pageDocument = `query ($id: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $around: Int, $aroundTime: DateTime) {
    conversation(id: $id) { messages(first: $first, after: $after, last: $last, before: $before, around: $around, aroundTime: $aroundTime) {
      edges { cursor node { seq createdAt } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;
  interface PageView {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly seq: number; readonly createdAt: string } }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  }
  let id: string;
  const total = 123;
  beforeAll(async () => {
    id = await bigConversation(total);
  });
  const page = async (variables: Record<string, unknown> = {}) =>
    (await ana.request<{ conversation: { messages: PageView } }>(pageDocument, { id, ...variables })).conversation.messages;
  const seqs = ({ edges }: PageView) => edges.map(({ node }) => node.seq);
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  test('without arguments is the last 50, in ascending order', async () => {
    const answer = await page();
    expect(seqs(answer)).toEqual(range(74, 123));
    expect(answer.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
    expect([answer.pageInfo.startCursor, answer.pageInfo.endCursor]).toEqual([answer.edges[0]?.cursor, answer.edges.at(-1)?.cursor]);
  });

  test('walks forward and backward over everything, each message once', async () => {
    const forward: number[] = [];
    for (let after: string | null | undefined; ;) {
      const answer = await page({ first: 50, after });
      forward.push(...seqs(answer));
      expect(answer.pageInfo.hasPreviousPage).toBe(after !== undefined);
      after = answer.pageInfo.endCursor;
      if (!answer.pageInfo.hasNextPage) break;
    }
    expect(forward).toEqual(range(1, total));
    const backward: number[] = [];
    for (let before: string | null | undefined; ;) {
      const answer = await page({ last: 50, before });
      backward.unshift(...seqs(answer));
      expect(answer.pageInfo.hasNextPage).toBe(before !== undefined);
      before = answer.pageInfo.startCursor;
      if (!answer.pageInfo.hasPreviousPage) break;
    }
    expect(backward).toEqual(range(1, total));
  });

  test('stays where it is while new messages come', async () => {
    const other = await bigConversation(5);
    const first = (await ana.request<{ conversation: { messages: PageView } }>(pageDocument, { id: other, last: 2 })).conversation.messages;
    await ana.send(other, 'new');
    const second = await ana.request<{ conversation: { messages: PageView } }>(pageDocument, {
      id: other,
      last: 2,
      before: first.pageInfo.startCursor,
    });
    expect(seqs(second.conversation.messages)).toEqual([2, 3]);
    const next = await ana.request<{ conversation: { messages: PageView } }>(pageDocument, { id: other, after: first.pageInfo.endCursor });
    expect(seqs(next.conversation.messages)).toEqual([6]);
  });

  test('is centred on a seq or a time', async () => {
    expect(seqs(await page({ around: 60, first: 11 }))).toEqual(range(55, 65));
    expect(seqs(await page({ around: 1, first: 11 }))).toEqual(range(1, 11));
    expect(seqs(await page({ around: 9999 }))).toEqual(range(74, 123));
    const everything = [...(await page({ first: 100 })).edges, ...(await page({ last: 23 })).edges];
    const wanted = everything[70]?.node.createdAt ?? '';
    const place = everything.findIndex(({ node }) => node.createdAt >= wanted) + 1;
    expect(seqs(await page({ aroundTime: wanted, first: 1 }))).toEqual([place]);
    expect(seqs(await page({ aroundTime: '2001-01-01T00:00:00.000Z', first: 3 }))).toEqual([1, 2, 3]);
    expect(seqs(await page({ aroundTime: '2101-01-01T00:00:00.000Z', first: 3 }))).toEqual([121, 122, 123]);
  });

  test('of an empty conversation is empty in every direction', async () => {
    const { nobody } = await people(server, 'nobody');
    const empty = await nobody.startDirect(ana);
    for (const variables of [{}, { first: 5 }, { last: 5 }, { around: 3 }, { aroundTime: '2026-01-01T00:00:00.000Z' }]) {
      const answer = await nobody.request<{ conversation: { messages: PageView } }>(pageDocument, { id: empty, ...variables });
      expect(answer.conversation.messages).toEqual({
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      });
    }
  });

  test.each([
    ['both directions', { first: 1, last: 1 }, 'last'],
    ['a page of 0', { first: 0 }, 'first'],
    ['a page of 101', { last: 101 }, 'last'],
    ['a cursor that is none', { after: 'nonsense' }, 'after'],
    ['a cursor that holds an operator', { before: Buffer.from('["message",{"$gt":0}]').toString('base64url') }, 'before'],
    ['a cursor that holds no number', { before: Buffer.from('["message","1e9"]').toString('base64url') }, 'before'],
    ['around and after', { around: 1, after: Buffer.from('["message","1"]').toString('base64url') }, 'around'],
    ['a negative place', { around: -1 }, 'around'],
  ])('is refused for %s', async (_, variables, field) => {
    expect(await ana.refused(pageDocument, { id, ...variables })).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  test.each([
    ['a page size that is text', { first: 'ten' }],
    ['a page size that is a fraction', { first: 1.5 }],
    ['a time that is none', { aroundTime: 'yesterday' }],
    ['a cursor that is an object', { after: { $gt: '' } }],
    ['an id that is an object', { id: { $ne: null } }],
  ])('is refused for %s', async (_, variables) => {
    expect(await ana.refused(pageDocument, { id, ...variables })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('sending', () => {
  test('cleans the text and gives the next place', async () => {
    const id = await ana.startDirect((await people(server, 'reader')).reader);
    const first = await ana.send(id, '  Olá\r\nmundo\u0301  ');
    expect(first).toMatchObject({
      seq: 1,
      kind: 'TEXT',
      text: 'Olá\nmundó',
      revision: 1,
      editedAt: null,
      deletedAt: null,
      author: { id: ana.id },
    });
    expect(await ana.send(id, '𝒙'.repeat(8000))).toMatchObject({ seq: 2 });
  });

  test.each([
    ['an empty text', { text: '' }, { code: 'BAD_USER_INPUT', field: 'text', reason: 'EMPTY' }],
    ['a blank text', { text: ' \n\t ' }, { code: 'BAD_USER_INPUT', field: 'text', reason: 'EMPTY' }],
    ['a text that nobody sees', { text: '\u200b\u200d\ufeff' }, { code: 'BAD_USER_INPUT', field: 'text', reason: 'EMPTY' }],
    ['a text of 8,001 characters', { text: 'x'.repeat(8001) }, { code: 'BAD_USER_INPUT', field: 'text', reason: 'TOO_LONG' }],
    ['a text with NUL', { text: 'a\0b' }, { code: 'BAD_USER_INPUT', field: 'text', reason: 'INVALID' }],
    ['half a surrogate pair', { text: 'a\ud83d' }, { code: 'BAD_USER_INPUT', field: 'text' }],
    ['a text that is a number', { text: 7 }, { code: 'BAD_USER_INPUT' }],
    ['no clientId', { clientId: null }, { code: 'BAD_USER_INPUT' }],
    ['an empty clientId', { clientId: '' }, { code: 'BAD_USER_INPUT', field: 'clientId', reason: 'EMPTY' }],
    ['a clientId of 65 characters', { clientId: 'x'.repeat(65) }, { code: 'BAD_USER_INPUT', field: 'clientId', reason: 'TOO_LONG' }],
    ['an unprintable clientId', { clientId: 'a\u0007b' }, { code: 'BAD_USER_INPUT', field: 'clientId', reason: 'INVALID' }],
    ['an unknown conversation', { conversationId: 'f'.repeat(24) }, { code: 'NOT_FOUND' }],
    ['a malformed conversation', { conversationId: 'here' }, { code: 'NOT_FOUND' }],
    ['a reply to nothing', { replyToId: 'f'.repeat(24) }, { code: 'NOT_FOUND' }],
    ['an upload that is none', { uploadIds: ['f'.repeat(24)] }, { code: 'NOT_FOUND' }],
  ])('with %s is refused and stores nothing', async (_, wrong, refusal) => {
    const conversationId = await ana.startDirect(bia);
    const before = await lastSeqOf(ana, conversationId);
    expect(await ana.refused(sendMessage, { input: { conversationId, clientId: randomUUID(), text: 'fine', ...wrong } })).toMatchObject(
      refusal,
    );
    expect(await lastSeqOf(ana, conversationId)).toBe(before);
  });

  test('the same clientId stores one message, however often, and answers with it, edited since or not', async () => {
    const conversationId = await ana.startDirect(bia);
    const before = await lastSeqOf(ana, conversationId);
    const clientId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => ana.send(conversationId, 'once', clientId)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await lastSeqOf(ana, conversationId)).toBe(before + 1);
    const [sent] = answers;
    await ana.request(editMessage, { id: sent?.id, text: 'edited' });
    expect(await ana.send(conversationId, 'once', clientId)).toMatchObject({ id: sent?.id, text: 'edited', revision: 2 });
    expect(await ana.refused(sendMessage, { input: { conversationId, clientId, text: 'something else' } })).toMatchObject({
      code: 'CONFLICT',
      field: 'clientId',
    });
    expect(await ana.refused(sendMessage, { input: { conversationId, clientId, text: 'edited' } })).toMatchObject({
      code: 'CONFLICT',
      field: 'clientId',
    });
    expect(await bia.send(conversationId, 'mine', clientId)).toMatchObject({ seq: before + 2, author: { id: bia.id } });
    const elsewhere = await ana.startDirect(caio);
    expect((await ana.send(elsewhere, 'once', clientId)).id).not.toBe(sent?.id);
    await ana.request(deleteMessage, { id: sent?.id });
    expect(await ana.send(conversationId, 'once', clientId)).toMatchObject({ id: sent?.id, text: '' });
    expect(await lastSeqOf(ana, conversationId)).toBe(before + 2);
  });

  test('moves the sender along, and counts as unread for the others', async () => {
    const { dani, edu } = await people(server, 'dani', 'edu');
    const id = await dani.startDirect(edu);
    const state = async (person: Person) =>
      await person.request<{ conversation: { viewerState: unknown; lastMessage: unknown }; viewer: { unreadTotal: number } }>(
        `query ($id: ID!) { viewer { unreadTotal } conversation(id: $id) { lastMessage { text } viewerState { lastReadSeq unreadCount othersReadSeq othersDeliveredSeq } } }`,
        { id },
      );
    await dani.send(id, 'one');
    const { id: secondId } = await dani.send(id, 'two');
    await edu.send(await edu.startDirect(ana), 'elsewhere');
    expect(await state(dani)).toEqual({
      viewer: { unreadTotal: 0 },
      conversation: {
        lastMessage: { text: 'two' },
        viewerState: { lastReadSeq: 2, unreadCount: 0, othersReadSeq: 0, othersDeliveredSeq: 0 },
      },
    });
    expect(await state(edu)).toMatchObject({
      viewer: { unreadTotal: 2 },
      conversation: { viewerState: { lastReadSeq: 0, unreadCount: 2, othersReadSeq: 2 } },
    });
    await dani.request(deleteMessage, { id: secondId });
    expect(await state(edu)).toMatchObject({ viewer: { unreadTotal: 1 }, conversation: { viewerState: { unreadCount: 1 } } });
    await edu.send(id, 'three');
    expect(await state(edu)).toMatchObject({
      viewer: { unreadTotal: 0 },
      conversation: { viewerState: { lastReadSeq: 3, unreadCount: 0 } },
    });
    expect(await state(dani)).toMatchObject({ conversation: { viewerState: { lastReadSeq: 2, unreadCount: 1, othersReadSeq: 3 } } });
  });

  test('notices are not unread', async () => {
    const groupId = await ana.createGroup('Notices', bia);
    await ana.request('mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }', {
      input: { groupId, name: 'Renamed' },
    });
    const answer = await bia.request('query ($id: ID!) { conversation(id: $id) { lastSeq viewerState { unreadCount lastReadSeq } } }', {
      id: groupId,
    });
    expect(answer).toEqual({ conversation: { lastSeq: 2, viewerState: { unreadCount: 0, lastReadSeq: 0 } } });
  });
});

describe('editing', () => {
  test('changes the text, keeps the earlier ones for its author and the admins, and tells everybody', async () => {
    const groupId = await ana.createGroup('Editing', bia, caio);
    const { id } = await bia.send(groupId, 'frist');
    const live = await caio.events();
    const { editMessage: edited } = await bia.request<{ editMessage: MessageView & { edits: unknown } }>(editMessage, {
      id,
      text: ' first ',
      expectedRevision: 1,
    });
    expect(edited).toMatchObject({ text: 'first', revision: 2, edits: [{ text: 'frist' }], seq: 2 });
    expect(edited.editedAt).not.toBeNull();
    const { message } = await live.next(({ __typename }) => __typename === 'MessageChanged');
    expect(message).toMatchObject({ id, text: 'first', revision: 2 });
    await bia.request(editMessage, { id, text: 'the first' });
    const edits = async (person: Person) =>
      (
        await person.request<{ message: { edits: { text: string }[] } }>('query ($id: ID!) { message(id: $id) { edits { text } } }', { id })
      ).message.edits.map(({ text }) => text);
    expect(await edits(bia)).toEqual(['first', 'frist']);
    expect(await edits(ana)).toEqual(['first', 'frist']);
    expect(await edits(caio)).toEqual([]);
  });

  test('is for its author; repeated, it changes nothing; over a newer revision it is a conflict', async () => {
    const groupId = await ana.createGroup('Editing', bia);
    const { id } = await bia.send(groupId, 'mine');
    expect(await ana.refused(editMessage, { id, text: 'yours' })).toMatchObject({ code: 'FORBIDDEN' });
    await bia.request(editMessage, { id, text: 'mine still', expectedRevision: 1 });
    const { editMessage: again } = await bia.request<{ editMessage: MessageView }>(editMessage, {
      id,
      text: 'mine still',
      expectedRevision: 1,
    });
    expect(again).toMatchObject({ revision: 2, text: 'mine still' });
    expect(await bia.refused(editMessage, { id, text: 'late', expectedRevision: 1 })).toMatchObject({
      code: 'CONFLICT',
      field: 'expectedRevision',
    });
    expect(await bia.refused(editMessage, { id, text: ' ' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'text', reason: 'EMPTY' });
    expect(await bia.refused(editMessage, { id, text: 'x'.repeat(8001) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'text',
      reason: 'TOO_LONG',
    });
    expect(await bia.request('query ($id: ID!) { message(id: $id) { text revision } }', { id })).toEqual({
      message: { text: 'mine still', revision: 2 },
    });
  });

  test('at the same time loses nothing', async () => {
    const groupId = await ana.createGroup('Racing', bia);
    const { id } = await ana.send(groupId, 'start');
    await Promise.all([
      ...Array.from({ length: 10 }, (_, index) => ana.request(editMessage, { id, text: `edit ${index}` })),
      ...['👍', '❤️', '😂', '🎉', '🔥'].flatMap((emoji) => [ana, bia].map((person) => person.request(addReaction, { id, emoji }))),
    ]);
    const { message } = await ana.request<{ message: { revision: number; edits: unknown[]; reactions: Reaction[] } }>(
      `query ($id: ID!) { message(id: $id) { revision edits { text } reactions { emoji count } } }`,
      { id },
    );
    expect(message.revision).toBe(21);
    expect(message.edits).toHaveLength(10);
    expect(message.reactions.map(({ count }) => count)).toEqual([2, 2, 2, 2, 2]);
  });
});

describe('deleting', () => {
  test('leaves an empty place, for everybody, whoever is allowed to and however often', async () => {
    const groupId = await ana.createGroup('Deleting', bia, caio);
    const { id } = await bia.send(groupId, 'oops');
    await bia.request(editMessage, { id, text: 'oops!' });
    await caio.request(addReaction, { id, emoji: '👀' });
    expect(await caio.refused(deleteMessage, { id })).toMatchObject({ code: 'FORBIDDEN' });
    const live = await caio.events();
    const { deleteMessage: deleted } = await ana.request<{ deleteMessage: MessageView }>(deleteMessage, { id });
    expect(deleted).toMatchObject({ text: '', edits: [], reactions: [], revision: 4, seq: 2, author: { id: bia.id } });
    expect(deleted.deletedAt).not.toBeNull();
    // The socket may begin before the reaction.
    const { message } = await live.next((event) => event.__typename === 'MessageChanged' && (event.message?.revision ?? 0) > 3);
    expect(message).toMatchObject({ id, text: '', revision: 4 });
    expect((await bia.request<{ deleteMessage: MessageView }>(deleteMessage, { id })).deleteMessage).toEqual(deleted);
    expect(await bia.refused(editMessage, { id, text: 'back' })).toMatchObject({ code: 'CONFLICT', field: 'messageId' });
    expect(await caio.refused(addReaction, { id, emoji: '👍' })).toMatchObject({ code: 'CONFLICT', field: 'messageId' });
  });

  test('in a direct conversation is for the author only, and notices stay', async () => {
    const direct = await ana.startDirect(bia);
    const { id } = await bia.send(direct, 'mine');
    expect(await ana.refused(deleteMessage, { id })).toMatchObject({ code: 'FORBIDDEN' });
    const groupId = await ana.createGroup('Stays', bia);
    const { conversation } = await ana.request<{ conversation: { lastMessage: MessageView } }>(
      'query ($id: ID!) { conversation(id: $id) { lastMessage { id } } }',
      { id: groupId },
    );
    expect(await ana.refused(deleteMessage, { id: conversation.lastMessage.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ana.refused(editMessage, { id: conversation.lastMessage.id, text: 'x' })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('reactions', () => {
  test('count each person once, earliest first', async () => {
    const groupId = await ana.createGroup('Reacting', bia, caio);
    const { id } = await ana.send(groupId, 'news');
    for (const person of [caio, ana, caio]) await person.request(addReaction, { id, emoji: '🎉' });
    const { addReaction: answer } = await bia.request<{ addReaction: { revision: number; reactions: Reaction[] } }>(addReaction, {
      id,
      emoji: '❤',
    });
    expect(answer).toMatchObject({
      revision: 4,
      reactions: [
        {
          emoji: '🎉',
          count: 2,
          userIds: [caio.id, ana.id],
          viewerHasReacted: false,
          users: { edges: [{ node: { id: caio.id } }], pageInfo: { hasNextPage: true } },
        },
        { emoji: '❤️', count: 1, userIds: [bia.id], viewerHasReacted: true },
      ],
    });
    const { removeReaction: removed } = await bia.request<{ removeReaction: { reactions: Reaction[] } }>(removeReaction, {
      id,
      emoji: '❤️',
    });
    expect(removed.reactions.map(({ emoji }) => emoji)).toEqual(['🎉']);
    await bia.request(removeReaction, { id, emoji: '❤️' });
    expect(await bia.request('query ($id: ID!) { message(id: $id) { revision } }', { id })).toEqual({ message: { revision: 5 } });
  });

  test('are the same emoji from every keyboard, whether it asks for an emoji’s looks or not', async () => {
    const { id } = await ana.send(await ana.startDirect(bia), 'two keyboards');
    await ana.request(addReaction, { id, emoji: '👍\uFE0F' });
    const { addReaction: answer } = await bia.request<{ addReaction: { reactions: Reaction[] } }>(addReaction, { id, emoji: '👍' });
    expect(answer.reactions).toMatchObject([{ emoji: '👍', count: 2 }]);
  });

  test('are one emoji, at most 20 different ones', async () => {
    const { id } = await ana.send(await ana.startDirect(bia), 'react!');
    for (const emoji of ['', 'x', ':)', '👍👍', '👍'.repeat(50), '\0'])
      expect(await bia.refused(addReaction, { id, emoji })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'emoji' });
    const emojis = [...'😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒😓'];
    for (const emoji of emojis) await bia.request(addReaction, { id, emoji });
    expect(await bia.refused(addReaction, { id, emoji: '😔' })).toMatchObject({ code: 'CONFLICT', field: 'emoji' });
    const { addReaction: answer } = await ana.request<{ addReaction: { reactions: Reaction[] } }>(addReaction, { id, emoji: '😓' });
    expect(answer.reactions).toHaveLength(20);
  });
});

describe('marks', () => {
  const markRead = `mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { lastReadSeq unreadCount markedUnread revision } }`;
  const markDelivered = `mutation ($id: ID!, $seq: Int!) { markDelivered(conversationId: $id, seq: $seq) }`;
  interface Marked {
    readonly markRead: { readonly lastReadSeq: number; readonly unreadCount: number; readonly revision: number };
  }

  test('never move back, never past the newest message, on any interleaving', async () => {
    const { fabi, gil } = await people(server, 'fabi', 'gil');
    const id = await fabi.startDirect(gil);
    for (let index = 0; index < 8; index += 1) await fabi.send(id, `${index}`);
    const live = await fabi.events();
    const answers = await Promise.all([3, 7, 1, 5, 2, 6, 4].map((seq) => gil.request<Marked>(markRead, { id, seq })));
    answers.forEach(({ markRead: { lastReadSeq } }, index) =>
      expect(lastReadSeq).toBeGreaterThanOrEqual([3, 7, 1, 5, 2, 6, 4][index] ?? 0),
    );
    expect((await gil.request<Marked>(markRead, { id, seq: 2 })).markRead).toMatchObject({ lastReadSeq: 7, unreadCount: 1 });
    expect((await gil.request<Marked>(markRead, { id, seq: 999_999 })).markRead).toMatchObject({ lastReadSeq: 8, unreadCount: 0 });
    const moved = await live.next(({ __typename, lastReadSeq }) => __typename === 'ReadMarkerMoved' && lastReadSeq === 8);
    expect(moved).toMatchObject({ conversationId: id, userId: gil.id, lastDeliveredSeq: 8 });
    expect(await gil.refused(markRead, { id, seq: -1 })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'seq' });
    const { markRead: before } = await gil.request<Marked>(markRead, { id, seq: 8 });
    expect((await gil.request<Marked>(markRead, { id, seq: 8 })).markRead).toEqual(before);
  });

  test('of delivery go ahead of those of reading', async () => {
    const { helo, ivo } = await people(server, 'helo', 'ivo');
    const id = await helo.startDirect(ivo);
    await helo.send(id, 'one');
    await helo.send(id, 'two');
    const others = async () =>
      (
        await helo.request<{ conversation: { viewerState: unknown } }>(
          'query ($id: ID!) { conversation(id: $id) { viewerState { othersReadSeq othersDeliveredSeq } } }',
          { id },
        )
      ).conversation.viewerState;
    expect(await ivo.request(markDelivered, { id, seq: 50 })).toEqual({ markDelivered: true });
    expect(await others()).toEqual({ othersReadSeq: 0, othersDeliveredSeq: 2 });
    await ivo.request(markRead, { id, seq: 1 });
    await ivo.request(markDelivered, { id, seq: 1 });
    expect(await others()).toEqual({ othersReadSeq: 1, othersDeliveredSeq: 2 });
  });

  test('tell who has read a message', async () => {
    const groupId = await ana.createGroup('Readers', bia, caio);
    const { id, seq } = await ana.send(groupId, 'read me');
    await bia.request(markRead, { id: groupId, seq });
    await caio.request(markRead, { id: groupId, seq: seq - 1 });
    const { message } = await ana.request<{ message: { readBy: { edges: { node: { user: { id: string } } }[] } } }>(
      'query ($id: ID!) { message(id: $id) { readBy { edges { node { user { id } } } } } }',
      { id },
    );
    expect(message.readBy.edges.map(({ node }) => node.user.id)).toEqual([bia.id]);
  });

  test('tell it in pages', async () => {
    const crowd = Object.values(await people(server, 'r1', 'r2', 'r3', 'r4', 'r5'));
    const groupId = await ana.createGroup('Many readers', ...crowd);
    const { id, seq } = await ana.send(groupId, 'read me');
    for (const person of crowd) await person.request(markRead, { id: groupId, seq });
    interface Readers {
      readonly edges: readonly { readonly node: { readonly user: { readonly id: string } } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    }
    const document = `query ($id: ID!, $first: Int, $after: Cursor) { message(id: $id) { readBy(first: $first, after: $after) {
      edges { node { user { id } } } pageInfo { hasNextPage endCursor } } } }`;
    const found: string[] = [];
    for (let after: string | null = null; ;) {
      const readBy: Readers = (await ana.request<{ message: { readBy: Readers } }>(document, { id, first: 2, after })).message.readBy;
      expect(readBy.edges.length).toBeLessThanOrEqual(2);
      found.push(...readBy.edges.map(({ node }) => node.user.id));
      if (!readBy.pageInfo.hasNextPage) break;
      after = readBy.pageInfo.endCursor;
    }
    expect(found).toHaveLength(crowd.length);
    expect(new Set(found)).toEqual(new Set(crowd.map((person) => person.id)));
    for (const wrong of [{ first: 0 }, { first: 101 }, { after: 'nonsense' }])
      expect(await ana.refused(document, { id, ...wrong })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('count unread messages exactly up to 1,000', async () => {
    const { jana, kleo } = await people(server, 'jana', 'kleo');
    const id = await jana.startDirect(kleo);
    const sendMany = async (count: number) => {
      for (let sent = 0; sent < count; sent += 100)
        await Promise.all(Array.from({ length: Math.min(100, count - sent) }, () => jana.send(id, 'x')));
    };
    await sendMany(999);
    const unread = async () =>
      (
        await kleo.request<{ conversation: { viewerState: { unreadCount: number } } }>(
          'query ($id: ID!) { conversation(id: $id) { viewerState { unreadCount } } }',
          { id },
        )
      ).conversation.viewerState.unreadCount;
    expect(await unread()).toBe(999);
    await sendMany(1);
    expect(await unread()).toBe(1000);
    await sendMany(1);
    expect(await unread()).toBe(1000);
    await kleo.request(markRead, { id, seq: 2 });
    expect(await unread()).toBe(999);
  });
});

describe('live', () => {
  test('the plain form brings new messages of one conversation, until membership ends', async () => {
    const groupId = await ana.createGroup('Plain', bia);
    const elsewhere = await ana.startDirect(bia);
    const added = bia.live<MessageView>(`subscription ($id: ID!) { messageAdded(conversationId: $id) { ${messageFields} } }`, {
      id: groupId,
    });
    const all = bia.live<EventView>(conversationEventsDocument, { conversationId: groupId, after: await bia.eventCursor() });
    await all.next(({ __typename }) => __typename === 'CursorAdvanced');
    await ana.send(elsewhere, 'not here');
    // The plain form has no cursor to start from, so the first may come before it listens.
    await Promise.all([
      added.next(),
      (async () => {
        while (added.seen.length === 0) await ana.send(groupId, 'here');
      })(),
    ]);
    const { id } = await ana.send(groupId, 'and here');
    expect(await added.next((message) => message.id === id)).toMatchObject({ text: 'and here', author: { id: ana.id } });
    expect(added.seen.every(({ conversationId }) => conversationId === groupId)).toBe(true);
    await all.next(({ message }) => message?.id === id);
    await ana.request('mutation ($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId) { id } }', {
      groupId,
      userId: bia.id,
    });
    expect(await all.end).toEqual({ kind: 'completed' });
    expect(await added.end).toEqual({ kind: 'completed' });
    expect(all.seen.at(-1)).toMatchObject({ __typename: 'ConversationRemoved', conversationId: groupId });
  });

  test('typing reaches the others, ends with the word or by itself, and never comes back to oneself', async () => {
    const groupId = await ana.createGroup('Typing', bia, caio);
    const typingDocument = 'subscription ($id: ID) { typing(conversationId: $id) { conversationId typing user { id } } }';
    const setTyping = 'mutation ($id: ID!, $typing: Boolean!) { setTyping(conversationId: $id, typing: $typing) }';
    const here = bia.live(typingDocument, { id: groupId });
    const everywhere = caio.live(typingDocument);
    const own = ana.live(typingDocument, { id: groupId });
    const started = { conversationId: groupId, typing: true, user: { id: ana.id } };
    // Not resumable: repeated until it is heard, as a person types on.
    await Promise.all([
      here.next(),
      everywhere.next(),
      (async () => {
        while (here.seen.length === 0 || everywhere.seen.length === 0)
          expect(await ana.request(setTyping, { id: groupId, typing: true })).toEqual({ setTyping: true });
      })(),
    ]);
    expect(here.seen[0]).toEqual(started);
    expect(everywhere.seen[0]).toEqual(started);
    await ana.request(setTyping, { id: groupId, typing: false });
    await here.next((item) => (item as { typing: boolean }).typing === false);
    await ana.request(setTyping, { id: groupId, typing: true });
    await here.next((item) => (item as { typing: boolean }).typing);
    await here.next((item) => !(item as { typing: boolean }).typing);
    expect(own.seen).toEqual([]);
  });

  test('the sender hears of the own message on every device', async () => {
    const groupId = await ana.createGroup('Devices', bia);
    const [phone, laptop] = [await ana.events(), await ana.on(server).events()];
    const { id } = await ana.send(groupId, 'from one to all');
    // A cursor may stand before what was acknowledged just before it was asked for: the group's own first message.
    for (const device of [phone, laptop])
      expect(await device.next(({ __typename, message }) => __typename === 'MessageAdded' && message?.id === id)).toBeTruthy();
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
  });
});
