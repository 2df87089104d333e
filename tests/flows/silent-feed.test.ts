import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAdmin } from '../testkit/admin.js';
import { chosenDatabase } from '../testkit/database-choice.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { skipBecause } from '../testkit/skip-because.js';
import { startTwoProcesses } from './two-processes.js';

const isEmbedded = !skipBecause(
  chosenDatabase() !== 'embedded',
  'a change feed that is silent: a real MongoDB holds one still on demand only when it was started for tests.',
);
/** Longer than the 5 s of the promise. */
const heldMs = 7_000;

let first: TestServer;
let second: TestServer;
let database: mongoose.mongo.MongoClient | undefined;
beforeAll(async () => {
  if (!isEmbedded) return;
  const processes = await startTwoProcesses({ EMBEDDED_DB_FAIL_POINTS: 'on' });
  ({ first, second } = processes);
  database = await mongoose.mongo.MongoClient.connect(processes.databaseUri);
});
afterAll(() => database?.close());

const feedIs = (mode: 'alwaysOn' | 'off') =>
  database?.db('admin').command({
    configureFailPoint: 'failCommand',
    mode,
    ...(mode === 'alwaysOn' && { data: { failCommands: ['getMore'], blockConnection: true, blockTimeMS: heldMs } }),
  });

/** Asks again and again over one socket, until it is closed. */
async function askUntilClosed(person: Person): Promise<void> {
  for (;;) {
    const answer = person.live('{ viewer { user { id } } }');
    if ((await answer.end).kind !== 'completed') return;
  }
}

test.runIf(isEmbedded)('a socket that asks nothing is closed within 5 s of its session, too', async () => {
  const { ana, bia } = await people(first);
  const [anas, bias] = await Promise.all([ana.on(second).events(), bia.on(second).events()]);
  await Promise.all([anas, bias].map((stream) => stream.next(({ live }) => live === true)));
  const conversationId = await ana.startDirect(bia);
  await Promise.all([anas, bias].map((stream) => stream.next(({ __typename }) => __typename === 'ConversationChanged')));

  await feedIs('alwaysOn');
  // What was asked of the feed before is answered by this; what is asked now is held.
  await ana.send(conversationId, 'told');
  await bias.next(({ message }) => message?.text === 'told');
  await ana.request('mutation { signOut }');
  await bia.send(conversationId, 'held back');
  await expectForbidden(anas);
  expect(bias.seen.map(({ message }) => message?.text)).not.toContain('held back');
  await feedIs('off');
  await bias.next(({ message }) => message?.text === 'held back');
});

test.runIf(isEmbedded)(
  'a socket that goes on asking is closed within 5 s of its session, even where the feed of its process is silent',
  async () => {
    const { ana, bia, caio } = await people(first);
    await makeAdmin(first, caio);
    const { createAccessToken } = await bia.request<{ createAccessToken: { secret: string } }>(
      `mutation { createAccessToken(input: { name: "Script", scopes: [READ] }) { secret } }`,
    );
    const program = Object.assign(bia.on(second), { accessToken: createAccessToken.secret });
    const devices = [ana.on(second), bia.on(second), program];
    const streams = await Promise.all(devices.map((device) => device.events()));
    await Promise.all(streams.map((stream) => stream.next(({ live }) => live === true)));

    await feedIs('alwaysOn');
    // What was asked of the feed before is answered by this; what is asked now is held.
    await ana.startDirect(bia);
    await Promise.all(streams.map((stream) => stream.next(({ __typename }) => __typename === 'ConversationChanged')));
    const asking = Promise.all(devices.map(askUntilClosed));
    await ana.request('mutation { signOut }');
    await caio.request('mutation ($id: ID!) { suspendUser(userId: $id, reason: "spam") { id } }', { id: bia.id });
    await expectForbidden(...streams);
    await asking;
    await feedIs('off');
    expect((await bia.refused('{ viewer { user { id } } }')).code).toBe('UNAUTHENTICATED');
  },
);
