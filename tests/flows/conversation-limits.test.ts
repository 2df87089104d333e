import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGroupDocument, startDirectDocument } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

let first: TestServer;
let second: TestServer;
/** On the same database, without limits: where a crowd signs up. */
let unlimited: TestServer;
let ana: Person;
let bia: Person;
let crowd: readonly Person[];
beforeAll(async () => {
  const { databaseUri, ...servers } = await startTwoProcesses({ RATE_LIMITS: 'on' });
  ({ first, second } = servers);
  unlimited = await startServer({ database: first.database, env: { MONGODB_URI: databaseUri } });
  ({ ana, bia } = await people(first, 'ana', 'bia'));
  const names = Array.from({ length: 201 }, (_, index) => `c${index}`) as [string, ...string[]];
  crowd = Object.values(await people(unlimited, ...names));
});
// The embedded database lives in the first one.
afterAll(async () => {
  await unlimited.stop();
  await second.stop();
  await first.stop();
});

const dayMs = 24 * 60 * 60_000;
const addDocument = 'mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { memberCount } }';
const createBotDocument = `mutation ($username: String!) { createBot(username: $username, displayName: "Robot") { secret } }`;

/** On both processes in turn. */
const inTurn = (person: Person, index: number) => (index % 2 ? person : person.on(second));

const group = (clientId: string = randomUUID(), ...members: readonly Person[]) => ({
  input: { clientId, name: 'One of many', memberIds: members.map(({ id }) => id) },
});

async function expectLimited(person: Person, document: string, variables: Record<string, unknown>): Promise<void> {
  for (const device of [person, person.on(second)]) {
    const { code, retryAfterMs } = await device.refused(document, variables);
    expect(code).toBe('RATE_LIMITED');
    expect(retryAfterMs).toBeGreaterThan(dayMs / 2);
    expect(retryAfterMs).toBeLessThanOrEqual(dayMs);
  }
}

describe('in a day', () => {
  test('a person makes a hundred groups, with those of the bots, and what was made answers as before', async () => {
    const once = group();
    const repeated = await Promise.all(
      Array.from({ length: 10 }, (_, index) => inTurn(ana, index).request<{ createGroup: { id: string } }>(createGroupDocument, once)),
    );
    expect(new Set(repeated.map(({ createGroup }) => createGroup.id)).size).toBe(1);
    const { createBot } = await ana.request<{ createBot: { secret: string } }>(createBotDocument, { username: `r${ana.username}` });
    const bot = ana.on(first);
    bot.accessToken = createBot.secret;
    await bot.request(createGroupDocument, group());
    for (let count = 2; count < 100; count += 1) await inTurn(ana, count).request(createGroupDocument, group());
    await expectLimited(ana, createGroupDocument, group());
    await expectLimited(bot, createGroupDocument, group());
    expect(await ana.request(createGroupDocument, once)).toEqual(repeated[0]);
    await bia.request(createGroupDocument, group());
  });

  test('a person starts two hundred direct conversations, and goes on in those that there are', async () => {
    const { caio } = await people(first, 'caio');
    const [last, ...others] = crowd;
    // Counted once, although it is asked for at once.
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => inTurn(caio, index).request(startDirectDocument, { userId: others[0]?.id })),
    );
    for (const [index, { id }] of others.entries()) await inTurn(caio, index).request(startDirectDocument, { userId: id });
    await expectLimited(caio, startDirectDocument, { userId: last?.id });
    await caio.request(startDirectDocument, { userId: others[0]?.id });
    // Somebody else may still start one with him.
    await bia.request(startDirectDocument, { userId: caio.id });
    await caio.request(startDirectDocument, { userId: bia.id });
  });

  test('a person brings two thousand people into groups; who is there already does not count', async () => {
    const { dora } = await people(first, 'dora');
    const [last, ...others] = crowd;
    for (let count = 0; count < 9; count += 1) await inTurn(dora, count).request(createGroupDocument, group(randomUUID(), ...others));
    const groupId = await dora.createGroup('Growing');
    const add = (...members: readonly Person[]) => ({ groupId, userIds: members.map(({ id }) => id) });
    await dora.request(addDocument, add(...others.slice(1)));
    await dora.request(addDocument, add(...others.slice(1)));
    // Two are too many; refused, they take no place from the one that there is room for.
    if (!last || !others[0]) throw new Error('Nobody is left.');
    await expectLimited(dora, addDocument, add(last, others[0]));
    await dora.on(second).request(addDocument, add(last));
    await expectLimited(dora, addDocument, add(others[0]));
    await expectLimited(dora, createGroupDocument, group(randomUUID(), last));
    await dora.request(createGroupDocument, group());
  });
});
