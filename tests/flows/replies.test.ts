import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageFields, type MessageView } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

let first: TestServer;
let second: TestServer;
let ana: Person;
let bia: Person;
let caio: Person;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
  ({ ana, bia, caio } = await people(first));
});
// The embedded database lives in the first one.
afterAll(async () => {
  await second.stop();
  await first.stop();
});

const replyFields = `${messageFields} replyTo { id seq text deletedAt }`;
const sendDocument = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${replyFields} } }`;
const messageDocument = `query ($id: ID!) { message(id: $id) { ${replyFields} } }`;
const deleteDocument = `mutation ($id: ID!) { deleteMessage(messageId: $id) { ${replyFields} } }`;
const repliesDocument = `subscription ($after: Cursor) { events(after: $after) { __typename ... on MessageAdded { message { ${replyFields} } } } }`;

interface ReplyView extends MessageView {
  readonly replyTo: { readonly id: string; readonly text: string; readonly deletedAt: string | null } | null;
}
interface ReplyEvent {
  readonly __typename: string;
  readonly message?: ReplyView;
}

async function reply(person: Person, conversationId: string, replyToId: string, text: string, clientId = randomUUID()): Promise<ReplyView> {
  const input = { conversationId, replyToId, text, clientId };
  return (await person.request<{ sendMessage: ReplyView }>(sendDocument, { input })).sendMessage;
}
const read = async (person: Person, id: string) => (await person.request<{ message: ReplyView }>(messageDocument, { id })).message;

describe('a reply', () => {
  test('shows what it answers to, to whoever asks and whoever listens on any process', async () => {
    const groupId = await ana.createGroup('Replies', bia, caio);
    const question = await ana.send(groupId, 'Who comes?');
    const streams = [caio, ana.on(second), caio.on(second)].map((person) =>
      caio.eventCursor().then((after) => person.live<ReplyEvent>(repliesDocument, { after })),
    );
    const answer = await reply(bia, groupId, question.id, 'I do');
    expect(answer).toMatchObject({ text: 'I do', replyTo: { id: question.id, text: 'Who comes?' } });
    for (const stream of await Promise.all(streams)) {
      const { message } = await stream.next(({ message }) => message?.id === answer.id);
      expect(message?.replyTo).toMatchObject({ id: question.id, seq: question.seq, text: 'Who comes?' });
    }
    expect((await read(caio.on(second), answer.id)).replyTo).toMatchObject({ id: question.id });
    expect((await read(caio, question.id)).replyTo).toBeNull();
  });

  test('shows the empty place of a message that was deleted after it, also in a replay', async () => {
    const groupId = await ana.createGroup('Regrets', bia);
    const said = await ana.send(groupId, 'I regret this');
    const after = await bia.eventCursor();
    const answer = await reply(bia, groupId, said.id, 'Do not');
    await ana.request(deleteDocument, { id: said.id });
    const { replyTo } = await read(bia, answer.id);
    expect(replyTo).toMatchObject({ id: said.id, text: '' });
    expect(replyTo?.deletedAt).not.toBeNull();
    const replayed = bia.on(second).live<ReplyEvent>(repliesDocument, { after });
    const { message } = await replayed.next(({ message }) => message?.id === answer.id);
    expect(message?.replyTo).toMatchObject({ id: said.id, text: '' });
    expect(JSON.stringify(replayed.seen)).not.toContain('I regret this');
  });

  test('that is deleted itself answers to nothing any more', async () => {
    const groupId = await ana.createGroup('Gone', bia);
    const answer = await reply(bia, groupId, (await ana.send(groupId, 'Well?')).id, 'Hm');
    const { deleteMessage } = await bia.request<{ deleteMessage: ReplyView }>(deleteDocument, { id: answer.id });
    expect(deleteMessage).toMatchObject({ text: '', replyTo: null });
  });
});

describe('is refused, and stores nothing', () => {
  const refusalOf = (person: Person, conversationId: string, replyToId: string) =>
    person.refused(sendDocument, { input: { conversationId, replyToId, text: 'an answer', clientId: randomUUID() } });
  const lastSeq = async (id: string) =>
    (await ana.request<{ conversation: { lastSeq: number } }>('query ($id: ID!) { conversation(id: $id) { lastSeq } }', { id }))
      .conversation.lastSeq;

  test('a reply to something that is none of the conversation’s messages', async () => {
    const groupId = await ana.createGroup('Here', bia);
    const elsewhere = await ana.send(await ana.startDirect(bia), 'elsewhere');
    const hidden = await bia.send(await bia.startDirect(caio), 'not for ana');
    for (const replyToId of ['f'.repeat(24), 'nonsense', '', elsewhere.id, hidden.id])
      expect(await refusalOf(ana, groupId, replyToId)).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await ana.refused(sendDocument, { input: { conversationId: groupId, replyToId: { $ne: null }, text: 'x', clientId: 'x' } }),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await lastSeq(groupId)).toBe(1);
  });

  test('a reply to a deleted message, or to a system message', async () => {
    const groupId = await ana.createGroup('Nobody’s words', bia);
    const gone = await ana.send(groupId, 'gone');
    await ana.request(deleteDocument, { id: gone.id });
    expect(await refusalOf(bia, groupId, gone.id)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'replyToId', reason: 'DELETED' });
    const { conversation } = await ana.request<{ conversation: { messages: { edges: { node: { id: string } }[] } } }>(
      'query ($id: ID!) { conversation(id: $id) { messages(first: 1) { edges { node { id } } } } }',
      { id: groupId },
    );
    expect(await refusalOf(bia, groupId, conversation.messages.edges[0]?.node.id ?? '')).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'replyToId',
      reason: 'INVALID',
    });
    expect(await lastSeq(groupId)).toBe(2);
  });

  test('a reply of somebody who is no member, who learns nothing of what there is', async () => {
    const groupId = await ana.createGroup('Closed', bia);
    const { id } = await ana.send(groupId, 'inside');
    const answers = await Promise.all([id, 'f'.repeat(24)].map((replyToId) => refusalOf(caio, groupId, replyToId)));
    expect(answers[0]).toMatchObject({ code: 'NOT_FOUND' });
    expect(answers[1]).toEqual(answers[0]);
  });
});

describe('the same clientId', () => {
  test('with another reply, or none, is a conflict', async () => {
    const groupId = await ana.createGroup('Again', bia);
    const [one, other] = [await ana.send(groupId, 'one'), await ana.send(groupId, 'other')];
    const clientId = randomUUID();
    const answer = await reply(bia, groupId, one.id, 'yes', clientId);
    expect((await reply(bia.on(second), groupId, one.id.toUpperCase(), 'yes', clientId)).id).toBe(answer.id);
    for (const replyToId of [other.id, null])
      expect(await bia.refused(sendDocument, { input: { conversationId: groupId, replyToId, text: 'yes', clientId } })).toMatchObject({
        code: 'CONFLICT',
        field: 'clientId',
      });
  });

  test('answers with the stored reply, also when what it answers to was deleted meanwhile', async () => {
    const groupId = await ana.createGroup('Late', bia);
    const { id } = await ana.send(groupId, 'soon gone');
    const clientId = randomUUID();
    const answer = await reply(bia, groupId, id, 'I heard you', clientId);
    await ana.request(deleteDocument, { id });
    expect(await reply(bia.on(second), groupId, id, 'I heard you', clientId)).toMatchObject({ id: answer.id, seq: answer.seq });
    expect(await bia.refused(sendDocument, { input: { conversationId: groupId, replyToId: id, text: 'else', clientId } })).toMatchObject({
      code: 'CONFLICT',
    });
  });
});
