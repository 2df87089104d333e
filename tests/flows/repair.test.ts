import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

let first: TestServer;
let second: TestServer;
let client: mongo.MongoClient;
beforeAll(async () => {
  const started = await startTwoProcesses();
  ({ first, second } = started);
  client = await mongo.MongoClient.connect(started.databaseUri);
});
afterAll(async () => {
  await client.close();
  await second.stop();
  await first.stop();
});

test('what a crash left behind the newest messages is made good at the next start', async () => {
  const { ana, bia } = await people(first, 'ana', 'bia');
  const conversationId = await ana.startDirect(bia);
  for (const text of ['one', 'two', 'three']) await ana.send(conversationId, text);
  const _id = new mongo.ObjectId(conversationId);
  const conversations = client.db().collection('conversations');
  const members = client.db().collection<{ _id: string }>('members');
  const memberId = `${conversationId}:${ana.id}`;
  await conversations.updateOne({ _id }, { $set: { lastSeq: 1 } });
  await members.updateOne({ _id: memberId }, { $set: { lastReadSeq: 1 } });
  await second.restart();
  expect(await conversations.findOne({ _id })).toMatchObject({ lastSeq: 3 });
  expect(await members.findOne({ _id: memberId })).toMatchObject({ lastReadSeq: 3 });
});
