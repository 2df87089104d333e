import { createHash, randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageFields } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

let first: TestServer;
let second: TestServer;
let database: mongo.MongoClient;
let ana: Person;
let bia: Person;
let caio: Person;
beforeAll(async () => {
  const started = await startTwoProcesses();
  ({ first, second } = started);
  database = await mongo.MongoClient.connect(started.databaseUri);
  ({ ana, bia, caio } = await people(first));
});
// The embedded database lives in the first one.
afterAll(async () => {
  await database.close();
  await second.stop();
  await first.stop();
});

const everything = `${messageFields} edits { text } replyTo { id } attachments { id } mentions { id } mentionsEveryone reactions { emoji } pinned`;
const sendDocument = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${everything} } }`;
const editDocument = `mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { id } }`;
const reactDocument = `mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👀") { id } }`;
const pinDocument = `mutation ($id: ID!) { pinMessage(messageId: $id) { id } }`;
const deleteDocument = `mutation ($id: ID!) { deleteMessage(messageId: $id) { ${everything} } }`;
const messageDocument = `query ($id: ID!) { message(id: $id) { ${everything} } }`;
const searchDocument = `query ($query: String!) { searchMessages(query: $query) { edges { node { id } } } }`;
const eventsDocument = `subscription ($after: Cursor) { events(after: $after) { __typename
  ... on MessageAdded { message { ${everything} } } ... on MessageChanged { message { ${everything} } } ... on CursorAdvanced { live } } }`;

interface Told {
  readonly __typename: string;
  readonly message?: { readonly id: string; readonly deletedAt: string | null };
  readonly live?: boolean;
}

/** A message of ana's with everything that a message can have, and its earlier text; `word` is in each. */
async function richMessage(word: string): Promise<{ groupId: string; id: string }> {
  const groupId = await ana.createGroup('Rich', bia, caio);
  const { id: replyToId } = await bia.send(groupId, 'a question');
  const input = { conversationId: groupId, replyToId, text: `${word} draft`, clientId: randomUUID() };
  const { sendMessage } = await ana.request<{ sendMessage: { id: string } }>(sendDocument, { input });
  const { id } = sendMessage;
  await ana.request(editDocument, { id, text: `${word} final for @${bia.username} and @everyone` });
  await bia.request(reactDocument, { id });
  await ana.request(pinDocument, { id });
  return { groupId, id };
}

describe('a deleted message', () => {
  test('keeps nothing of what it said or carried, in answers, in events, and in the database', async () => {
    const word = 'xylophone';
    const after = await caio.eventCursor();
    const { groupId, id } = await richMessage(word);
    expect(await caio.request(messageDocument, { id })).toMatchObject({
      message: { mentions: [{ id: bia.id }], mentionsEveryone: true, pinned: true, reactions: [{ emoji: '👀' }], replyTo: {} },
    });
    const { deleteMessage } = await ana.request<{ deleteMessage: Record<string, unknown> }>(deleteDocument, { id });
    const empty = {
      text: '',
      edits: [],
      replyTo: null,
      attachments: [],
      mentions: [],
      mentionsEveryone: false,
      reactions: [],
      pinned: false,
    };
    expect(deleteMessage).toMatchObject(empty);
    for (const device of [ana, bia, caio.on(second)])
      expect((await device.request<{ message: unknown }>(messageDocument, { id })).message).toMatchObject(empty);
    for (const device of [ana, bia.on(second)])
      for (const query of [word, 'draft', 'final'])
        expect(await device.request(searchDocument, { query })).toEqual({ searchMessages: { edges: [] } });

    // Whoever comes back, on whichever process, is told its state of now.
    for (const device of [caio, caio.on(second)]) {
      const replayed = device.live<Told>(eventsDocument, { after });
      await replayed.next(({ live }) => live === true);
      expect(replayed.seen.some(({ message }) => message?.id === id && message.deletedAt !== null)).toBe(true);
      expect(JSON.stringify(replayed.seen)).not.toContain(word);
    }

    const stored = await database
      .db()
      .collection('messages')
      .findOne({ _id: new mongo.ObjectId(id) });
    expect(JSON.stringify(stored)).not.toContain(word);
    for (const field of ['words', 'mentionIds', 'mentionsEveryone', 'replyToId', 'pin']) expect(stored).not.toHaveProperty(field);
    expect(
      await database
        .db()
        .collection('messages')
        .countDocuments({ conversationId: new mongo.ObjectId(groupId), words: word }),
    ).toBe(0);
  });

  test('is known again when its send is repeated, by nothing that tells its text to whoever guesses it', async () => {
    const { groupId } = await richMessage('dulcimer');
    const input = { conversationId: groupId, text: 'yes', clientId: randomUUID() };
    const { sendMessage } = await ana.request<{ sendMessage: { id: string } }>(sendDocument, { input });
    const storedHash = async () => {
      const stored = await database
        .db()
        .collection('messages')
        .findOne({ _id: new mongo.ObjectId(sendMessage.id) });
      return String(stored?.['requestHash']);
    };
    const guessed = createHash('sha256')
      .update(JSON.stringify(['yes', null, []]))
      .digest('base64url');
    expect(await storedHash()).not.toContain(guessed);
    // As earlier versions stored it.
    await database
      .db()
      .collection('messages')
      .updateOne({ _id: new mongo.ObjectId(sendMessage.id) }, { $set: { requestHash: guessed } });
    const expectKnown = async (text: string) => {
      for (const device of [ana, ana.on(second)]) {
        expect(await device.request(sendDocument, { input })).toMatchObject({ sendMessage: { id: sendMessage.id, text } });
        const changed = { ...input, text: 'no' };
        expect(await device.refused(sendDocument, { input: changed })).toMatchObject({ code: 'CONFLICT', field: 'clientId' });
      }
    };
    await expectKnown('yes');
    await ana.request(deleteDocument, { id: sendMessage.id });
    await expectKnown('');
    expect(await storedHash()).not.toContain(guessed);
  });

  test('is told with its empty state to those who listen at that moment, on both processes', async () => {
    const live = await Promise.all(
      [caio, caio.on(second)].map(async (device) => {
        const stream = device.live<Told>(eventsDocument, { after: await caio.eventCursor() });
        await stream.next((event) => event.live === true);
        return stream;
      }),
    );
    const { id } = await richMessage('marimba');
    await ana.request(deleteDocument, { id });
    for (const stream of live) {
      const { message } = await stream.next(({ message }) => message?.id === id && message.deletedAt !== null);
      expect(message).toMatchObject({ text: '', mentions: [], mentionsEveryone: false, replyTo: null, reactions: [], pinned: false });
    }
  });
});

describe('earlier texts', () => {
  test('are told to the author and the group’s admins alone, also on open sockets', async () => {
    const groupId = await ana.createGroup('Edits', bia, caio);
    const { id } = await bia.send(groupId, 'glockenspiel');
    const live = await Promise.all(
      [ana, bia, caio]
        .flatMap((person) => [person, person.on(second)])
        .map(async (device) => {
          const stream = device.live<Told>(eventsDocument, { after: await device.eventCursor() });
          await stream.next((event) => event.live === true);
          return { device, stream };
        }),
    );
    await bia.request(editDocument, { id, text: 'triangle' });
    for (const { device, stream } of live) {
      const { message } = await stream.next((event) => event.__typename === 'MessageChanged' && event.message?.id === id);
      expect(message).toMatchObject({ text: 'triangle', edits: device.id === caio.id ? [] : [{ text: 'glockenspiel' }] });
    }
    for (const device of [caio, caio.on(second)]) {
      expect(JSON.stringify(await device.request(messageDocument, { id }))).not.toContain('glockenspiel');
      expect(await device.request(searchDocument, { query: 'glockenspiel' })).toEqual({ searchMessages: { edges: [] } });
    }
  });

  test('of a direct conversation are the author’s alone', async () => {
    const { id } = await ana.send(await ana.startDirect(bia), 'before');
    await ana.request(editDocument, { id, text: 'after' });
    expect(await ana.request(messageDocument, { id })).toMatchObject({ message: { edits: [{ text: 'before' }] } });
    expect(await bia.request(messageDocument, { id })).toMatchObject({ message: { edits: [] } });
  });
});
