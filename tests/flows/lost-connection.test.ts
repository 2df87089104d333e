import { createServer, type AddressInfo } from 'node:net';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chosenDatabase } from '../testkit/database-choice.js';
import type { MessageView } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import { startServer } from '../testkit/server.js';
import { skipBecause } from '../testkit/skip-because.js';

const isEmbedded = !skipBecause(
  chosenDatabase() !== 'embedded',
  'connections that are lost in a write: a real MongoDB breaks them on demand only when it was started for tests.',
);

let database: mongoose.mongo.MongoClient | undefined;
let ana: Person;
let bia: Person;
beforeAll(async () => {
  if (!isEmbedded) return;
  const port = await freePort();
  const server = await startServer({ env: { EMBEDDED_DB_PORT: String(port), EMBEDDED_DB_FAIL_POINTS: 'on' } });
  database = await mongoose.mongo.MongoClient.connect(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  ({ ana, bia } = await people(server));
});
afterAll(() => database?.close());

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const failNext = (times: number, data: Record<string, unknown>) =>
  database?.db('admin').command({ configureFailPoint: 'failCommand', mode: { times }, data });
const stopFailing = () => database?.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });

/** What came of a send: the message, or the code of its refusal. */
async function outcomeOf(send: Promise<MessageView>): Promise<MessageView | string> {
  try {
    return await send;
  } catch (error) {
    if (error instanceof RequestRefused) return error.code ?? 'no code';
    throw error;
  }
}

// The driver repeats a write once by itself; it takes two failures in a row to reach the server's own code.
test.runIf(isEmbedded).each([
  ['before the messages were stored', true, { failCommands: ['insert'], closeConnection: true }],
  ['after the messages were stored', true, { failCommands: ['insert'], writeConcernError: { code: 91, errmsg: 'shutting down' } }],
  // The marks are written later, again and again until they are. With their connection the driver gives up all of its others, which may cost a send that
  // is still under way both of its tries.
  ['between the messages and the marks', false, { failCommands: ['update'], closeConnection: true }],
])(
  'a connection to the database that is lost %s: what is not acknowledged is UNAVAILABLE, and each retry is answered once',
  async (_, isFelt, failure) => {
    const groupId = await ana.createGroup('Lost', bia);
    const send = (number: number) => (number % 2 ? ana : bia).send(groupId, `number ${number}`, `client-${number}`);
    await failNext(2, failure);
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, number) => outcomeOf(send(number))));
    await stopFailing();
    const refused = outcomes.filter((outcome) => typeof outcome === 'string');
    expect(refused.filter((code) => code !== 'UNAVAILABLE')).toEqual([]);
    if (isFelt) expect(refused).not.toEqual([]);
    const retried = await Promise.all(Array.from({ length: 20 }, (_, number) => send(number)));
    retried.forEach((message, number) => {
      const first = outcomes[number];
      expect(message.text).toBe(`number ${number}`);
      if (typeof first === 'object') expect(message.id).toBe(first.id);
    });
    const { conversation } = await ana.request<{
      conversation: {
        lastSeq: number;
        messages: { edges: { node: MessageView }[] };
        viewerState: { lastReadSeq: number; unreadCount: number };
      };
    }>(
      'query ($id: ID!) { conversation(id: $id) { lastSeq messages { edges { node { id seq author { id } } } } viewerState { lastReadSeq unreadCount } } }',
      {
        id: groupId,
      },
    );
    expect(conversation.messages.edges.map(({ node }) => node.seq)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(conversation.lastSeq).toBe(21);
    const newestByAna = Math.max(...retried.filter(({ author }) => author?.id === ana.id).map(({ seq }) => seq));
    expect(conversation.viewerState).toEqual({ lastReadSeq: newestByAna, unreadCount: 21 - newestByAna });
  },
);
