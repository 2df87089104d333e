import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageView } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
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

const searchDocument = `query ($query: String!, $conversationId: ID, $authorId: ID, $first: Int, $after: Cursor) {
  searchMessages(query: $query, conversationId: $conversationId, authorId: $authorId, first: $first, after: $after) {
    edges { cursor node { id text conversationId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
const editDocument = `mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { id } }`;
const deleteDocument = `mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }`;

interface FoundPage {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string; readonly text: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
const page = async (person: Person, query: string, variables: Record<string, unknown> = {}) =>
  (await person.request<{ searchMessages: FoundPage }>(searchDocument, { query, ...variables })).searchMessages;
const find = async (person: Person, query: string, variables: Record<string, unknown> = {}) =>
  (await page(person, query, variables)).edges.map(({ node }) => node.text);

async function findAll(person: Person, query: string, variables: Record<string, unknown>): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo }: FoundPage = await page(person, query, { ...variables, after });
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    found.push(...edges.map(({ node }) => node.text));
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

async function room(...texts: readonly string[]): Promise<{ id: string; messages: MessageView[] }> {
  const id = await ana.createGroup(`Room ${randomBytes(4).toString('hex')}`, bia);
  const messages: MessageView[] = [];
  for (const text of texts) messages.push(await ana.send(id, text));
  return { id, messages };
}

describe('what is found', () => {
  test('has every word, whatever its case and accents, the last one perhaps only begun; newest first', async () => {
    const { id: conversationId } = await room('A conversação começou', 'Conversações à parte', 'CONVERSAR é bom', 'nada disso');
    const search = (query: string) => find(bia, query, { conversationId });
    expect(await search('conversacao')).toEqual(['A conversação começou']);
    expect(await search('conver')).toEqual(['CONVERSAR é bom', 'Conversações à parte', 'A conversação começou']);
    expect(await search('CONVERSAÇ')).toEqual(['Conversações à parte', 'A conversação começou']);
    expect(await search('comecou conver')).toEqual(['A conversação começou']);
    expect(await search('é, bom!')).toEqual(['CONVERSAR é bom']);
    // Only the last may be a beginning.
    expect(await search('conver bom')).toEqual([]);
    expect(await search('versar')).toEqual([]);
  });

  test('may be written without spaces', async () => {
    const { id: conversationId } = await room('我们明天去東京都看猫', 'ネコが好き、黒猫', '안녕하세요 여러분', 'ราตรีสวัสดิ์', 'v2日本');
    const search = (query: string) => find(bia, query, { conversationId });
    expect(await search('東京')).toEqual(['我们明天去東京都看猫']);
    expect(await search('明天去')).toEqual(['我们明天去東京都看猫']);
    expect(await search('猫')).toEqual(['ネコが好き、黒猫', '我们明天去東京都看猫']);
    expect(await search('東')).toEqual(['我们明天去東京都看猫']);
    expect(await search('ﾈｺ')).toEqual(['ネコが好き、黒猫']);
    expect(await search('여러')).toEqual(['안녕하세요 여러분']);
    expect(await search('สวัสดิ์')).toEqual(['ราตรีสวัสดิ์']);
    expect(await search('日本 v2')).toEqual(['v2日本']);
    expect(await search('天明')).toEqual([]);
  });

  test('may have words that are longer than those of any language, and that mean something to a database', async () => {
    const long = 'x'.repeat(100);
    const { id: conversationId } = await room(`${long} end`, 'constructor __proto__ $where', '.*');
    expect(await find(bia, `end ${long}`, { conversationId })).toEqual([`${long} end`]);
    expect(await find(bia, '$where', { conversationId })).toEqual(['constructor __proto__ $where']);
    expect(await find(bia, 'proto constructor', { conversationId })).toEqual(['constructor __proto__ $where']);
    expect(await bia.refused(searchDocument, { query: '.*' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'query', reason: 'EMPTY' });
  });

  test('are found by their first 400 different words', async () => {
    const text = Array.from({ length: 401 }, (_, index) => `same n${String(index).padStart(3, '0')}`).join(' ');
    const { id: conversationId } = await room(text);
    // "same" is one of them, however often it is there.
    expect(await find(bia, 'n398', { conversationId })).toEqual([text]);
    expect(await find(bia, 'n399', { conversationId })).toEqual([]);
  });

  test('follows edits and deletions, and system messages are not found', async () => {
    const { id: conversationId, messages } = await room('the first version', 'the one that goes');
    await ana.request(editDocument, { id: messages[0]?.id, text: 'the second draft' });
    await ana.request(deleteDocument, { id: messages[1]?.id });
    for (const device of [bia, bia.on(second)]) {
      expect(await find(device, 'version', { conversationId })).toEqual([]);
      expect(await find(device, 'goes', { conversationId })).toEqual([]);
      expect(await find(device, 'the', { conversationId })).toEqual(['the second draft']);
    }
    await ana.request('mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }', {
      input: { groupId: conversationId, name: 'Renamed' },
    });
    expect(await find(bia, 'renamed', { conversationId })).toEqual([]);
  });

  test('can be narrowed to an author', async () => {
    const { id: conversationId } = await room('by ana');
    await bia.send(conversationId, 'by bia');
    expect(await find(ana, 'by', { conversationId, authorId: bia.id })).toEqual(['by bia']);
    expect(await find(ana, 'by', { conversationId, authorId: caio.id })).toEqual([]);
    for (const authorId of ['nobody', 'f'.repeat(24)]) expect(await find(ana, 'by', { authorId })).toEqual([]);
  });
});

describe('pages', () => {
  test('walk over everything once, also over more than is looked at in one go, while new messages come', async () => {
    const { dani } = await people(first, 'dani');
    const word = `w${randomBytes(4).toString('hex')}`;
    const rooms = await Promise.all([0, 1, 2].map((number) => ana.createGroup(`Room ${number}`, dani)));
    const total = 1400;
    // By two people and in three rooms; one message in seven has the rare word, too.
    const textOf = (index: number) => `${word}${index % 100} ${word} number ${index}${index % 7 ? '' : ' seventh'}`;
    for (let from = 0; from < total; from += 50) {
      const places = Array.from({ length: 50 }, (_, offset) => from + offset);
      await Promise.all(places.map((index) => (index % 2 ? dani : ana).send(rooms[index % 3] ?? '', textOf(index))));
    }
    const numbers = (texts: readonly string[]) => texts.map((text) => Number(/number (\d+)/.exec(text)?.[1])).sort((a, b) => a - b);
    const range = Array.from({ length: total }, (_, index) => index);
    const before = await findAll(dani, word, { first: 100 });
    expect(numbers(before)).toEqual(range);
    expect(numbers(await findAll(dani, `number ${word}`, { first: 99 }))).toEqual(range);
    expect(numbers(await findAll(dani, `${word} sev`, { first: 30 }))).toEqual(range.filter((number) => number % 7 === 0));
    expect(numbers(await findAll(dani, word, { first: 100, conversationId: rooms[1] }))).toEqual(
      range.filter((number) => number % 3 === 1),
    );
    expect(numbers(await findAll(dani, `${word} num`, { first: 100, authorId: dani.id }))).toEqual(
      range.filter((number) => number % 2 === 1),
    );
    const { pageInfo } = await page(dani, word, { first: 50 });
    const newer = await ana.send(rooms[0] ?? '', `${word} and then came number ${total}`);
    expect(await find(dani, word, { first: 100, after: pageInfo.endCursor })).toEqual(before.slice(50, 150));
    expect((await page(dani, word, { first: 1 })).edges[0]?.node.id).toBe(newer.id);
  });

  test('come in the order of time over all conversations', async () => {
    const word = `w${randomBytes(4).toString('hex')}`;
    const [one, other] = [await room(), await room()];
    for (let index = 0; index < 6; index += 1) await ana.send(index % 2 ? one.id : other.id, `${word} ${index}`);
    expect(await find(bia, word)).toEqual([5, 4, 3, 2, 1, 0].map((index) => `${word} ${index}`));
    const two = await page(bia, word, { first: 2 });
    expect(two.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false, endCursor: two.edges[1]?.cursor });
    expect(await find(bia, word, { first: 2, after: two.pageInfo.endCursor })).toEqual([`${word} 3`, `${word} 2`]);
  });

  test('come in the order of time over more conversations than one command of MongoDB merges', async () => {
    const { eva } = await people(first, 'eva');
    const word = `w${randomBytes(4).toString('hex')}`;
    const numbers = Array.from({ length: 230 }, (_, number) => number);
    const rooms: string[] = [];
    for (let from = 0; from < numbers.length; from += 10)
      rooms.push(...(await Promise.all(numbers.slice(from, from + 10).map((number) => eva.createGroup(`Room ${number}`)))));
    // Not in the order in which the rooms were made, which is that of their ids.
    const order = numbers.map((number) => (number * 97) % numbers.length);
    for (const number of order) await eva.send(rooms[number] ?? '', `${word} number ${number}${number % 23 ? '' : ' seldom'}`);
    const newestFirst = [...order].reverse();
    const numbersOf = (texts: readonly string[]) => texts.map((text) => Number(/number (\d+)/.exec(text)?.[1]));
    for (const query of [word, `${word} number`, `number ${word.slice(0, 6)}`])
      expect(numbersOf(await findAll(eva, query, { first: 100 }))).toEqual(newestFirst);
    for (const query of ['seldom', `${word} seld`])
      expect(numbersOf(await findAll(eva, query, { first: 4 }))).toEqual(newestFirst.filter((number) => number % 23 === 0));
    expect(await find(eva, `${word} nowhere`)).toEqual([]);
  });

  test.each([
    ['a blank query', { query: ' ' }, { field: 'query', reason: 'EMPTY' }],
    ['a query without a word', { query: '🎉 !?' }, { field: 'query', reason: 'EMPTY' }],
    ['a query of 201 characters', { query: 'x'.repeat(201) }, { field: 'query', reason: 'TOO_LONG' }],
    ['a query of 11 words', { query: 'a b c d e f g h i j k' }, { field: 'query', reason: 'TOO_MANY' }],
    ['a page of 0', { query: 'x', first: 0 }, { field: 'first' }],
    ['a page of 101', { query: 'x', first: 101 }, { field: 'first' }],
    ['a cursor that is none', { query: 'x', after: 'nonsense' }, { field: 'after' }],
    [
      'a cursor that holds an operator',
      { query: 'x', after: Buffer.from('["search","0",{"$gt":0}]').toString('base64url') },
      { field: 'after' },
    ],
    ['a query that is an object', { query: { $gt: '' } }, {}],
  ])('are refused for %s', async (_, variables, refusal) => {
    expect(await bia.refused(searchDocument, variables)).toMatchObject({ code: 'BAD_USER_INPUT', ...refusal });
  });
});

describe('nobody finds', () => {
  test('what others say among themselves', async () => {
    const { id: conversationId } = await room('between us');
    const word = `w${randomBytes(4).toString('hex')}`;
    await ana.send(conversationId, word);
    for (const device of [caio, caio.on(second)]) {
      expect(await find(device, word)).toEqual([]);
      const foreign = await device.refused(searchDocument, { query: word, conversationId });
      expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
      expect(await device.refused(searchDocument, { query: word, conversationId: 'f'.repeat(24) })).toEqual(foreign);
    }
    expect(await find(bia, word)).toEqual([word]);
  });

  test('anything of a group any more after leaving it, and all of it again after coming back', async () => {
    const { id: groupId } = await room();
    const word = `w${randomBytes(4).toString('hex')}`;
    await ana.send(groupId, word);
    await ana.request('mutation ($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId) { id } }', {
      groupId,
      userId: bia.id,
    });
    for (const device of [bia, bia.on(second)]) {
      expect(await find(device, word)).toEqual([]);
      expect(await device.refused(searchDocument, { query: word, conversationId: groupId })).toMatchObject({ code: 'NOT_FOUND' });
    }
    await ana.request('mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }', {
      groupId,
      userIds: [bia.id],
    });
    expect(await find(bia, word)).toEqual([word]);
  });

  test('anything without signing in', async () => {
    expect(
      await people(first, 'edu').then(({ edu }) => ((edu.accessToken = ''), edu.refused(searchDocument, { query: 'x' }))),
    ).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

test('people are found by the beginnings of words of their names, unless their account is suspended or gone', async () => {
  const word = `w${randomBytes(4).toString('hex')}`;
  const { lucia } = await people(first, 'lucia');
  await lucia.request('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }', {
    input: { displayName: `Lúcia Conceição ${word}` },
  });
  const search = async (query: string) => {
    const { users } = await ana.request<{ users: { edges: { node: { id: string } }[] } }>(
      'query ($search: String!) { users(search: $search) { edges { node { id } } } }',
      { search: query },
    );
    return users.edges.map(({ node }) => node.id);
  };
  for (const query of [word, `${word.slice(0, 6)} conceicao`, `LUC CONC ${word}`]) expect(await search(query)).toEqual([lucia.id]);
  expect(await search(`onceicao ${word}`)).toEqual([]);
  const users = database.db().collection('users');
  for (const field of ['suspendedAt', 'deletedAt']) {
    await users.updateOne({ _id: new mongo.ObjectId(lucia.id) }, { $set: { [field]: new Date() } });
    expect(await search(word)).toEqual([]);
    await users.updateOne({ _id: new mongo.ObjectId(lucia.id) }, { $unset: { [field]: 1 } });
  }
  expect(await search(word)).toEqual([lucia.id]);
});

test('messages of an earlier version get their words at the next start, and nobody is told of it', async () => {
  const word = `w${randomBytes(4).toString('hex')}`;
  const { id } = await room(`${word} one`, `${word} two`, `${word} three`);
  const messages = database.db().collection('messages');
  await messages.updateMany({ conversationId: new mongo.ObjectId(id) }, { $unset: { words: 1 } });
  await database.db().collection('upgrades').deleteMany({});
  expect(await find(bia, word)).toEqual([]);
  const live = await bia.events();
  await second.restart();
  await waitFor(
    async () => (await find(bia, word)).length === 3,
    () => 'the messages are not found',
  );
  await ana.send(id, 'after that');
  await live.next(({ message }) => message?.text === 'after that');
  expect(live.seen.filter(({ __typename }) => __typename === 'MessageChanged')).toEqual([]);
});
