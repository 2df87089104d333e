import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { completeUploadDocument, pdfFile, pngFile, sendFile, statusOf, upload, withoutAddresses } from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

/** What a crash or the passing of time leaves is written into the database by hand; the second process sweeps when it starts. */

let first: TestServer;
let second: TestServer;
let client: mongoose.mongo.MongoClient;
let ana: Person;
let bia: Person;
beforeAll(async () => {
  let databaseUri: string;
  ({ first, second, databaseUri } = await startTwoProcesses());
  ({ ana, bia } = await people(first));
  client = await mongoose.mongo.MongoClient.connect(databaseUri);
});
afterAll(() => client.close());

const uploads = () => client.db().collection('uploads');
const idOf = (id: string) => new mongoose.mongo.ObjectId(id);
const stateOf = async (id: string) => (await uploads().findOne({ _id: idOf(id) }))?.['state'] as string | undefined;
const set = (id: string, fields: Record<string, unknown>) => uploads().updateOne({ _id: idOf(id) }, { $set: fields });
const anHourAgo = () => new Date(Date.now() - 60 * 60_000);

const sendDocument = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id attachments { id url } } }';

async function attach(uploadId: string, clientId: string = randomUUID()) {
  const input = { conversationId: await ana.startDirect(bia), clientId, text: '', uploadIds: [uploadId] };
  return (await ana.request<{ sendMessage: { id: string; attachments: { id: string; url: string }[] } }>(sendDocument, { input }))
    .sendMessage;
}

async function hasFiles(id: string): Promise<boolean> {
  const names = await readdir(join(first.database.dataDir, 'uploads', id.slice(-2))).catch((): string[] => []);
  return names.includes(id);
}

test('what nobody uses goes after its time, in whatever state it is, and what somebody uses stays', async () => {
  const received = await sendFile(ana, pdfFile);
  const ready = await upload(ana, await pngFile());
  const doomed = await upload(ana, pdfFile);
  const young = await upload(ana, pdfFile);
  // Its process ended between the message and the confirmation.
  const unconfirmed = await upload(ana, pdfFile);
  const sent = await attach(unconfirmed.id);
  // Its process ended when it was about to be let go of, and was not.
  const kept = await upload(ana, pdfFile);
  const keptMessage = await attach(kept.id);
  // Its process ended after the tombstone, before the files.
  const orphan = await upload(ana, pdfFile);
  const orphanMessage = await attach(orphan.id);
  const avatar = await upload(ana, { ...(await pngFile()), purpose: 'AVATAR' });
  await ana.request('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }', {
    input: { photoUploadId: avatar.id },
  });

  const past = { sweepAt: anHourAgo() };
  for (const { id } of [received, ready]) await set(id, past);
  await set(doomed.id, { ...past, state: 'DELETING' });
  for (const { id } of [unconfirmed, avatar]) await set(id, { ...past, state: 'READY' });
  await set(kept.id, past);
  await client
    .db()
    .collection('messages')
    .updateOne(
      { _id: idOf(orphanMessage.id) },
      { $set: { deletedAt: new Date(), text: '' }, $unset: { attachments: 1, attachmentMarks: 1 } },
    );
  await set(orphan.id, past);
  await second.restart();

  for (const { id } of [received, ready, doomed, orphan]) {
    await waitFor(
      async () => (await stateOf(id)) === undefined && !(await hasFiles(id)),
      () => `${id} is still there`,
    );
  }
  for (const { id } of [unconfirmed, kept, avatar]) {
    await waitFor(
      async () => (await uploads().findOne({ _id: idOf(id), state: 'USED', sweepAt: { $exists: false } })) !== null,
      () => `${id} is not settled`,
    );
  }
  expect(await stateOf(young.id)).toBe('READY');
  for (const { attachments } of [sent, keptMessage]) expect(await statusOf(attachments[0]?.url ?? null)).toBe(200);
  expect(await statusOf(young.url)).toBe(200);
  expect((await ana.refused(completeUploadDocument, { id: ready.id })).code).toBe('NOT_FOUND');
});

test('a claim that was not followed by its message ends, and never sooner than the message is asked for', async () => {
  const conversationId = await ana.startDirect(bia);
  const abandoned = await upload(ana, pdfFile);
  const clientId = randomUUID();
  const claim = { by: `${conversationId}:${clientId}`, at: new Date() };
  await set(abandoned.id, { claim });
  const input = { conversationId, clientId: randomUUID(), text: '', uploadIds: [abandoned.id] };
  expect(await ana.refused(sendDocument, { input })).toMatchObject({ code: 'CONFLICT', field: 'uploadIds' });
  await set(abandoned.id, { claim: { ...claim, at: anHourAgo() } });
  expect((await attach(abandoned.id)).attachments).toHaveLength(1);

  // The message is there, and its confirmation is not: nobody else gets it, however old the claim.
  const sent = await upload(ana, pdfFile);
  const message = await attach(sent.id, clientId);
  await set(sent.id, { state: 'READY', claim: { by: `${conversationId}:${clientId}`, at: anHourAgo() } });
  const again = { conversationId, clientId: randomUUID(), text: '', uploadIds: [sent.id] };
  expect(await ana.refused(sendDocument, { input: again })).toMatchObject({ code: 'CONFLICT', field: 'uploadIds' });
  // The same send, repeated, confirms.
  expect(withoutAddresses(await attach(sent.id, clientId))).toEqual(withoutAddresses(message));
  expect(await stateOf(sent.id)).toBe('USED');
});

test('the same send takes up the claim that a crash has left', async () => {
  const conversationId = await ana.startDirect(bia);
  const { id } = await upload(ana, pdfFile);
  const clientId = randomUUID();
  await set(id, { claim: { by: `${conversationId}:${clientId}`, at: new Date() } });
  expect((await attach(id, clientId)).attachments).toMatchObject([{ id }]);
});

test('the files and the photo of a group go with it, but what a report keeps', async () => {
  const photo = await upload(ana, { ...(await pngFile()), purpose: 'GROUP_PHOTO' });
  const input = { name: 'Short-lived', memberIds: [bia.id], photoUploadId: photo.id };
  const { createGroup: group } = await ana.request<{ createGroup: { id: string } }>(
    'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
    { input },
  );
  const attached = await upload(bia, pdfFile);
  await bia.request(sendDocument, { input: { conversationId: group.id, clientId: randomUUID(), text: '', uploadIds: [attached.id] } });
  const rude = await upload(bia, pdfFile);
  const rudeInput = { conversationId: group.id, clientId: randomUUID(), text: '', uploadIds: [rude.id] };
  const { sendMessage } = await bia.request<{ sendMessage: { id: string } }>(sendDocument, { input: rudeInput });
  await ana.request('mutation ($id: ID!) { reportMessage(messageId: $id, reason: "rude") }', { id: sendMessage.id });
  await ana.request('mutation ($id: ID!) { deleteGroup(groupId: $id) }', { id: group.id });
  // A group's contents stay for a minute; here it is over.
  await client
    .db()
    .collection('conversations')
    .updateOne({ _id: idOf(group.id) }, { $set: { unsweptSince: anHourAgo() } });
  await second.restart();
  for (const { id } of [photo, attached]) {
    await waitFor(
      async () => (await stateOf(id)) === undefined && !(await hasFiles(id)),
      () => `${id} is still there`,
    );
  }
  await waitFor(
    async () => (await stateOf(rude.id)) === 'REPORTED',
    () => 'what was reported is not kept',
  );
  expect(await hasFiles(rude.id)).toBe(true);
});
