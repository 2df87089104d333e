import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdmin, runAdmin } from '../testkit/admin.js';
import { startCloudinary, type CloudinaryStandIn } from '../testkit/cloudinary.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { completeUploadDocument, fetchBytes, hashOf, pdfFile, pngFile, statusOf, upload } from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';

/** A report is of what was sent. So its files outlive the message that carried them, for administrators, until every report of them is resolved. */

const reportsDocument = `query { reports(first: 1) { edges { node { id attachments { fileName file { id url urlExpiresAt thumbnailUrl } } } } } }`;
interface FileView {
  readonly id: string;
  readonly url: string | null;
  readonly urlExpiresAt: string | null;
  readonly thumbnailUrl: string | null;
}
interface ReportView {
  readonly id: string;
  readonly attachments: readonly { readonly fileName: string; readonly file: FileView | null }[];
}

let cloudinary: CloudinaryStandIn;
let local: TestServer;
let remote: TestServer;
beforeAll(async () => {
  cloudinary = await startCloudinary();
  local = await startServer();
  remote = await startServer({ env: { CLOUDINARY_URL: cloudinary.url } });
});
afterAll(() => cloudinary.stop());

async function isKept(server: TestServer, id: string): Promise<boolean> {
  if (server === remote) return cloudinary.names().some((name) => name.includes(id));
  const names = await readdir(join(server.database.dataDir, 'uploads', id.slice(-2))).catch((): string[] => []);
  return names.includes(id);
}

const untilGone = (server: TestServer, id: string) =>
  waitFor(
    async () => !(await isKept(server, id)),
    () => `${id} is still there`,
  );

/** Bia has sent ana a picture and a document in their group; caio is an administrator, and no member. */
async function stage(server: TestServer) {
  const { ana, bia, caio } = await people(server);
  await makeAdmin(server, caio);
  const groupId = await ana.createGroup('Trip', bia);
  const picture = await pngFile();
  const uploads = [await upload(bia, picture), await upload(bia, pdfFile)];
  const input = { conversationId: groupId, clientId: randomUUID(), text: '', uploadIds: uploads.map(({ id }) => id) };
  const { sendMessage } = await bia.request<{ sendMessage: { id: string; attachments: { url: string; thumbnailUrl: string | null }[] } }>(
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id attachments { url thumbnailUrl } } }`,
    { input },
  );
  const { id: messageId, attachments } = sendMessage;
  const report = (person: Person) =>
    person.request(`mutation ($messageId: ID!) { reportMessage(messageId: $messageId, reason: "rude") }`, { messageId });
  const deleteMessage = () => bia.request(`mutation ($messageId: ID!) { deleteMessage(messageId: $messageId) { id } }`, { messageId });
  const newestReport = async () => {
    const { reports } = await caio.request<{ reports: { edges: { node: ReportView }[] } }>(reportsDocument);
    const newest = reports.edges[0]?.node;
    if (!newest) throw new Error('Nothing was reported.');
    return newest;
  };
  const resolve = (id: string) => caio.request(`mutation ($id: ID!) { resolveReport(id: $id) { id } }`, { id });
  return { ana, bia, caio, groupId, picture, ids: input.uploadIds, sent: attachments, report, deleteMessage, newestReport, resolve };
}

describe.each([
  ['in the folder of the server', () => local],
  ['at Cloudinary', () => remote],
])('files of a reported message, %s,', (_, serverOf) => {
  test('stay for administrators when it is deleted, by addresses of their own that end, and for nobody else', async () => {
    const { ana, bia, ids, sent, report, deleteMessage, newestReport } = await stage(serverOf());
    await report(ana);
    await deleteMessage();
    const { attachments } = await newestReport();
    expect(attachments.map(({ file }) => file?.id)).toEqual(ids);
    const [image, document] = attachments.map(({ file }) => file);
    expect(hashOf(await fetchBytes(document?.url ?? null))).toBe(hashOf(pdfFile.bytes));
    expect(await statusOf(image?.url ?? null)).toBe(200);
    expect(await statusOf(image?.thumbnailUrl ?? null)).toBe(200);
    expect(Date.parse(document?.urlExpiresAt ?? '')).toBeGreaterThan(Date.now());
    const unsigned = new URL(image?.thumbnailUrl ?? '');
    unsigned.searchParams.set('expires', '99999999999');
    expect(await statusOf(unsigned.href)).toBe(404);

    // Those of the conversation get nothing new, and what comes from this server ends at once.
    expect(await statusOf(sent[0]?.thumbnailUrl ?? null)).toBe(404);
    if (serverOf() === local) expect(await statusOf(sent[1]?.url ?? null)).toBe(404);
    expect((await bia.refused(completeUploadDocument, { id: ids[1] })).code).toBe('NOT_FOUND');
    expect((await ana.refused(reportsDocument)).code).toBe('FORBIDDEN');
  });

  test('outlive what a crash or a sweep makes of them, until the last report is resolved', async () => {
    const { ana, bia, caio, groupId, ids, report, deleteMessage, newestReport, resolve } = await stage(serverOf());
    await ana.request(`mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }`, {
      groupId,
      userIds: [caio.id],
    });
    await report(ana);
    const first = await newestReport();
    await report(caio);
    const second = await newestReport();
    await deleteMessage();
    await serverOf().restart();
    await resolve(first.id);
    await serverOf().restart();
    const { attachments } = await newestReport();
    expect(attachments.map(({ file }) => file?.id)).toEqual(ids);
    const url = attachments[1]?.file?.url ?? null;
    expect(await statusOf(url)).toBe(200);

    expect((await runAdmin(serverOf().database.env, 'resolve', second.id)).code).toBe(0);
    expect((await newestReport()).attachments.map(({ fileName, file }) => ({ fileName, file }))).toEqual(
      second.attachments.map(({ fileName }) => ({ fileName, file: null })),
    );
    await serverOf().restart();
    for (const id of ids) await untilGone(serverOf(), id);
    expect(await statusOf(url)).toBe(404);
    expect((await bia.refused(completeUploadDocument, { id: ids[0] })).code).toBe('NOT_FOUND');
  });
});

test('files of a message whose report was resolved before go with it', async () => {
  const { ana, ids, report, deleteMessage, newestReport, resolve } = await stage(local);
  await report(ana);
  await resolve((await newestReport()).id);
  await deleteMessage();
  expect((await newestReport()).attachments.map(({ file }) => file)).toEqual([null, null]);
  await local.restart();
  for (const id of ids) await untilGone(local, id);
});
