import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdmin, runAdmin } from '../testkit/admin.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { fetchBytes, hashOf, pdfFile, statusOf, upload, wavFile } from '../testkit/uploads.js';

const reportDocument = `mutation ($messageId: ID!, $reason: String!) { reportMessage(messageId: $messageId, reason: $reason) }`;
const reportsDocument = `query ($first: Int, $after: Cursor, $resolved: Boolean) {
  reports(first: $first, after: $after, resolved: $resolved) {
    edges { node { id text attachments { kind fileName contentType size file { id url } } reason resolvedAt
      message { id text conversation { id } } author { id } reportedBy { id } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface ReportView {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly { readonly fileName: string; readonly file: { readonly id: string; readonly url: string } | null }[];
  readonly reason: string;
  readonly resolvedAt: string | null;
  readonly message: { readonly id: string } | null;
  readonly author: { readonly id: string } | null;
  readonly reportedBy: { readonly id: string } | null;
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Ana and bia in a group, a message of bia's in it, and caio, who is an administrator and no member. */
async function stage() {
  const { ana, bia, caio } = await people(server);
  await makeAdmin(server, caio);
  const groupId = await ana.createGroup('Trip', bia);
  const message = await bia.send(groupId, 'something rude');
  const report = (person: Person, reason = 'rude') => person.request(reportDocument, { messageId: message.id, reason });
  const reportsOf = async (admin: Person, variables: Record<string, unknown> = {}) => {
    const { reports } = await admin.request<{ reports: { edges: { node: ReportView }[] } }>(reportsDocument, variables);
    return reports.edges.map(({ node }) => node);
  };
  return { ana, bia, caio, groupId, message, report, reportsOf };
}

describe('a report', () => {
  test('shows administrators what was said then, whatever becomes of the message, and nothing else of the conversation', async () => {
    const { ana, bia, caio, message, report, reportsOf } = await stage();
    await report(ana);
    await bia.request(`mutation ($id: ID!) { editMessage(messageId: $id, text: "something nice") { id } }`, { id: message.id });
    await bia.request(`mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }`, { id: message.id });
    const [newest] = await reportsOf(caio, { first: 1 });
    expect(newest).toMatchObject({
      text: 'something rude',
      reason: 'rude',
      resolvedAt: null,
      message: null,
      author: { id: bia.id },
      reportedBy: { id: ana.id },
    });
  });

  test('of files without a text shows administrators what they were, whatever becomes of the message', async () => {
    const { ana, bia, caio, groupId, reportsOf } = await stage();
    const pdf = await upload(bia, pdfFile);
    const sound = await upload(bia, wavFile);
    const input = { conversationId: groupId, clientId: randomUUID(), text: '', uploadIds: [pdf.id, sound.id] };
    const { sendMessage } = await bia.request<{ sendMessage: { id: string } }>(
      `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`,
      { input },
    );
    await ana.request(reportDocument, { messageId: sendMessage.id, reason: 'rude files' });
    const kept = [
      { kind: 'FILE', fileName: 'minutes.pdf', contentType: 'application/pdf', size: pdfFile.bytes.length },
      { kind: 'AUDIO', fileName: 'voice.wav', contentType: 'audio/wav', size: wavFile.bytes.length },
    ];
    const [open] = await reportsOf(caio, { first: 1 });
    expect(open).toMatchObject({ text: '', message: null, attachments: kept });
    expect(open?.attachments.map(({ file }) => file?.id)).toEqual([pdf.id, sound.id]);
    const url = open?.attachments[0]?.file?.url ?? null;
    expect(hashOf(await fetchBytes(url))).toBe(hashOf(pdfFile.bytes));

    await bia.request(`mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }`, { id: sendMessage.id });
    const [after] = await reportsOf(caio, { first: 1 });
    expect(after).toMatchObject({ text: '', message: null, attachments: kept });
    expect(await statusOf(url)).toBe(404);
    const { output } = await runAdmin(server.database.env, 'reports', '--limit', '1');
    const [pdfSize, wavSize] = [pdfFile.bytes.length, wavFile.bytes.length];
    expect(output).toContain(
      `  Attached     minutes.pdf (application/pdf, ${pdfSize} bytes)\n               voice.wav (audio/wav, ${wavSize} bytes)`,
    );

    const { exportMyData } = await ana.request<{ exportMyData: { url: string } }>(`mutation { exportMyData { url } }`);
    expect(JSON.parse((await fetchBytes(exportMyData.url)).toString())).toMatchObject({
      reports: [{ messageId: sendMessage.id, text: '', attachments: kept }],
    });
  });

  test('of a text has no attachments', async () => {
    const { ana, caio, report, reportsOf } = await stage();
    await report(ana);
    expect((await reportsOf(caio, { first: 1 }))[0]).toMatchObject({ text: 'something rude', attachments: [] });
  });

  test('shows the message to an administrator who is a member of its conversation', async () => {
    const { ana, caio, groupId, message, report, reportsOf } = await stage();
    await report(ana);
    await ana.request(`mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }`, {
      groupId,
      userIds: [caio.id],
    });
    const [newest] = await reportsOf(caio, { first: 1 });
    expect(newest?.message).toMatchObject({ id: message.id, conversation: { id: groupId } });
  });

  test('counts once for each person, however often and wherever it is made', async () => {
    const { ana, caio, report, reportsOf } = await stage();
    await Promise.all([report(ana), report(ana, 'very rude'), report(ana)]);
    await report(ana, 'rude again');
    const ofAna = (await reportsOf(caio, { first: 100 })).filter(({ reportedBy }) => reportedBy?.id === ana.id);
    expect(ofAna).toHaveLength(1);
  });

  test('is resolved once, and then is no longer among the open ones', async () => {
    const { ana, caio, report, reportsOf } = await stage();
    await report(ana);
    const [open] = await reportsOf(caio, { first: 1, resolved: false });
    const resolve = () =>
      caio.request<{ resolveReport: ReportView }>(`mutation ($id: ID!) { resolveReport(id: $id) { id resolvedAt } }`, { id: open?.id });
    const first = await resolve();
    expect(first.resolveReport.resolvedAt).toBeTypeOf('string');
    expect(await resolve()).toEqual(first);
    expect((await reportsOf(caio, { first: 100, resolved: false })).map(({ id }) => id)).not.toContain(open?.id);
    expect((await reportsOf(caio, { first: 1, resolved: true })).map(({ id }) => id)).toEqual([open?.id]);
    expect(await caio.refused(`mutation { resolveReport(id: "no id") { id } }`)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is shown, and resolved, at the command line', async () => {
    const { ana, bia, report } = await stage();
    await report(ana, 'rude\nin two lines');
    const { output } = await runAdmin(server.database.env, 'reports', '--limit', '1');
    expect(output).toContain(
      `  Written by   ${bia.username}\n  Reported by  ${ana.username}\n  Reason       rude\n               in two lines\n`,
    );
    const id = output.slice(0, 24);
    expect((await runAdmin(server.database.env, 'resolve', id)).code).toBe(0);
    expect((await runAdmin(server.database.env, 'reports')).output).not.toContain(id);
    expect((await runAdmin(server.database.env, 'reports', '--all')).output).toContain(`${id}  `);
  });

  test('is paged', async () => {
    const { ana, caio, groupId, bia } = await stage();
    for (const text of ['one', 'two', 'three']) {
      const { id } = await bia.send(groupId, text);
      await ana.request(reportDocument, { messageId: id, reason: text });
    }
    const page = (after?: string | null) =>
      caio.request<{ reports: { edges: { node: ReportView }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(reportsDocument, {
        first: 2,
        after,
      });
    const first = await page();
    const second = await page(first.reports.pageInfo.endCursor);
    expect([...first.reports.edges, ...second.reports.edges].slice(0, 3).map(({ node }) => node.reason)).toEqual(['three', 'two', 'one']);
    expect(await caio.refused(reportsDocument, { first: 101 })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
  });
});

describe('reporting', () => {
  test('is for members, of what they see: the rest is NOT_FOUND alike', async () => {
    const { caio, message } = await stage();
    const foreign = await caio.refused(reportDocument, { messageId: message.id, reason: 'x' });
    expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
    expect(await caio.refused(reportDocument, { messageId: '0'.repeat(24), reason: 'x' })).toEqual(foreign);
  });

  test.each([
    ['no reason', ' '],
    ['a reason that is too long', 'x'.repeat(1001)],
  ])('with %s is refused', async (_, reason) => {
    const { ana, message } = await stage();
    expect(await ana.refused(reportDocument, { messageId: message.id, reason })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
  });

  test('one’s own message, a deleted one, or a system message is refused', async () => {
    const { ana, bia, groupId, message } = await stage();
    expect(await bia.refused(reportDocument, { messageId: message.id, reason: 'x' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'SELF',
    });
    await bia.request(`mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }`, { id: message.id });
    expect(await ana.refused(reportDocument, { messageId: message.id, reason: 'x' })).toMatchObject({
      code: 'CONFLICT',
      field: 'messageId',
    });
    const { conversation } = await ana.request<{ conversation: { messages: { edges: { node: { id: string } }[] } } }>(
      `query ($id: ID!) { conversation(id: $id) { messages(first: 1) { edges { node { id } } } } }`,
      { id: groupId },
    );
    const notice = conversation.messages.edges[0]?.node.id;
    expect(await ana.refused(reportDocument, { messageId: notice, reason: 'x' })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is limited to 20 a day', async () => {
    const limited = await startServer({ env: { RATE_LIMITS: 'on' } });
    const { ana, bia } = await people(limited, 'ana', 'bia');
    const conversationId = await ana.startDirect(bia);
    const messages: string[] = [];
    for (let count = 0; count < 21; count += 1) messages.push((await bia.send(conversationId, `message ${count}`)).id);
    const last = messages.pop();
    for (const messageId of messages) await ana.request(reportDocument, { messageId, reason: 'x' });
    const refusal = await ana.refused(reportDocument, { messageId: last, reason: 'x' });
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refusal.retryAfterMs).toBeGreaterThan(60 * 60_000);
    // What was reported before answers as it did.
    await ana.request(reportDocument, { messageId: messages[0], reason: 'x' });
    await limited.stop();
  });
});
