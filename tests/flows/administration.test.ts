import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdmin, runAdmin } from '../testkit/admin.js';
import { people, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';

const adminDocument = `{ viewer { admin } }`;
const auditDocument = `query ($first: Int, $after: Cursor) {
  auditLog(first: $first, after: $after) {
    edges { cursor node { id at action byCommandLine reason reportId actor { id } subject { id } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface AuditView {
  readonly auditLog: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly at: string;
        readonly action: string;
        readonly byCommandLine: boolean;
        readonly reason: string | null;
        readonly actor: { readonly id: string } | null;
        readonly subject: { readonly id: string } | null;
      };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const isAdmin = async (person: Person) => (await person.request<{ viewer: { admin: boolean } }>(adminDocument)).viewer.admin;
/** As expect has it, typed. */
const containing = (text: string): unknown => expect.stringContaining(text);
/** The cells of one line of a table. */
const cellsOf = (output: string, start: string) =>
  output
    .split('\n')
    .find((line) => line.startsWith(start))
    ?.split(/ {2,}/);

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const admin = (...args: readonly string[]) => runAdmin(server.database.env, ...args);

describe('the command line', () => {
  test('makes administrators, and takes that back, while the server runs', async () => {
    const { ana } = await people(server, 'ana');
    const events = await ana.events();
    expect(await admin('make-admin', ana.username)).toEqual({
      code: 0,
      output: `${ana.username} is an administrator now.`,
      complaint: '',
    });
    await events.next(({ __typename }) => __typename === 'ViewerChanged');
    expect(await isAdmin(ana)).toBe(true);
    expect((await admin('make-admin', ana.username.toUpperCase())).output).toContain('already');
    expect((await admin('remove-admin', ana.username)).output).toContain('There is no administrator now');
    expect(await isAdmin(ana)).toBe(false);
  });

  test('lists accounts in columns, and finds them by the beginnings of their words', async () => {
    const { bia, caio } = await people(server, 'bia', 'caio');
    await makeAdmin(server, bia);
    const all = await admin('list', '--limit', '1000');
    expect(all.code).toBe(0);
    expect(all.output.split('\n')[0]).toMatch(/^USERNAME +NAME +E-MAIL +ROLE +STATUS +SINCE \(UTC\)$/);
    expect(cellsOf(all.output, caio.username)).toEqual([caio.username, 'Caio', caio.email, 'member', 'active', expect.any(String)]);
    const found = await admin('list', '--search', bia.username.slice(0, 8));
    expect(cellsOf(found.output, bia.username)?.[3]).toBe('administrator');
    expect(found.output).not.toContain(caio.username);
    const admins = await admin('list', '--admins');
    expect(admins.output).toContain(bia.username);
    expect(admins.output).not.toContain(caio.username);
    expect((await admin('list', '--limit', '1')).output).toMatch(/… and \d+ more/);
    expect((await admin('list', '--search', 'nobody-is-called-that')).output).toBe('No accounts.');
    await admin('remove-admin', bia.username);
  });

  test('tells of one account', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    await ana.createGroup('Trip', bia);
    await ana.startDirect(bia);
    const { output } = await admin('show', ana.username);
    expect(cellsOf(output, 'E-mail')).toEqual(['E-mail', `${ana.email} (not verified)`]);
    expect(cellsOf(output, 'Status')).toEqual(['Status', 'active']);
    expect(cellsOf(output, 'Conversations')).toEqual(['Conversations', '1 groups, 1 direct']);
  });

  test('says what is wrong, and by its exit code how', async () => {
    const { ana } = await people(server, 'ana');
    expect(await admin('show', 'nobody-at-all')).toMatchObject({
      code: 1,
      output: '',
      complaint: containing('nobody-at-all'),
    });
    expect(await admin('suspend', ana.username)).toMatchObject({ code: 2, complaint: containing('--reason') });
    expect(await admin('suspend', ana.username, '--reason', ' ')).toMatchObject({ code: 1, complaint: 'reason must not be empty.' });
    expect(await admin('promote', ana.username)).toMatchObject({ code: 2, complaint: containing('"promote"') });
    expect(await admin('show')).toMatchObject({ code: 2, complaint: containing('show <username>') });
    expect(await admin('list', '--limit', 'many')).toMatchObject({ code: 2, complaint: containing('--limit') });
    expect(await admin('list', '--colour')).toMatchObject({ code: 2, complaint: containing('--colour') });
    expect(await admin('resolve', 'no-report')).toMatchObject({ code: 1, complaint: 'There is no such report.' });
    expect(await admin()).toMatchObject({ code: 2, output: containing('Usage:') });
    expect(await admin('--help')).toMatchObject({ code: 0, output: containing('make-admin <username>') });
  });

  test('makes no database where there is none', async () => {
    const dataDir = join(server.database.dataDir, 'misspelt');
    const run = await runAdmin({ DATA_DIR: dataDir, MONGODB_URI: '' }, 'list');
    expect(run).toMatchObject({ code: 1, complaint: containing(dataDir) });
    expect(existsSync(dataDir)).toBe(false);
  });

  test('works while the server does not run, and leaves the database to it', async () => {
    const stopped = await startServer();
    const { ana } = await people(stopped, 'ana');
    await stopped.kill('SIGTERM');
    expect((await runAdmin(stopped.database.env, 'make-admin', ana.username)).code).toBe(0);
    expect((await runAdmin(stopped.database.env, 'list', '--admins')).output).toContain(ana.username);
    await stopped.restart();
    expect(await isAdmin(ana)).toBe(true);
    await stopped.stop();
  });
});

describe('the audit log', () => {
  test('tells what was done, by whom, to whom, and is paged', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    await makeAdmin(server, ana);
    await ana.request(`mutation ($userId: ID!) { suspendUser(userId: $userId, reason: "spam\\nand more") { id } }`, { userId: bia.id });
    await admin('restore', bia.username);
    const { auditLog } = await ana.request<AuditView>(auditDocument, { first: 2 });
    expect(auditLog.edges.map(({ node }) => node)).toMatchObject([
      { action: 'USER_RESTORED', byCommandLine: true, actor: null, subject: { id: bia.id }, reason: null },
      { action: 'USER_SUSPENDED', byCommandLine: false, actor: { id: ana.id }, subject: { id: bia.id }, reason: 'spam\nand more' },
    ]);
    const next = await ana.request<AuditView>(auditDocument, { first: 1, after: auditLog.pageInfo.endCursor });
    expect(next.auditLog.edges[0]?.node).toMatchObject({ action: 'ADMIN_MADE', subject: { id: ana.id } });
    const { output } = await admin('audit', '--limit', '2');
    expect(output.split('\n').map((line) => line.split(/ {2,}/).slice(1))).toEqual([
      ['WHO', 'WHAT', 'WHOM', 'REASON'],
      ['(command line)', 'restored', bia.username],
      [ana.username, 'suspended', bia.username, 'spam ⏎ and more'],
    ]);
  });

  test('makes a link to choose a new password, which ends all sessions and vouches for no address', async () => {
    const { ana, bia, caio } = await people(server);
    await makeAdmin(server, caio);
    const { code, output } = await admin('reset-password', ana.username);
    expect(code).toBe(0);
    const [, address = '', token = ''] = /(http:\S+)\/reset-password\?token=(\S+)$/m.exec(output) ?? [];
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await isAdmin(ana)).toBe(false);
    // Whoever asks for a mail meanwhile does not void it.
    await requestGraphQL(server, 'mutation ($email: String!) { requestPasswordReset(email: $email) }', { email: ana.email });
    await requestGraphQL(server, 'mutation ($email: String!) { requestPasswordReset(email: $email) }', { email: bia.email });
    const mailTo = ({ username }: Person) => `for your account @${username}`;
    await waitFor(
      () => server.logs.includes(mailTo(bia)),
      () => 'bia gets no mail',
    );
    expect(server.logs).not.toContain(mailTo(ana));
    const reset = `mutation ($token: String!) { resetPassword(token: $token, newPassword: "another good one") {
      viewer { user { username } emailVerified } } }`;
    const { resetPassword } = await requestGraphQL<{ resetPassword: { viewer: unknown } }>(server, reset, { token });
    expect(resetPassword.viewer).toEqual({ user: { username: ana.username }, emailVerified: false });
    expect(await refusalOf(requestGraphQL(server, reset, { token }))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token' });
    expect(await ana.refused(adminDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { auditLog } = await caio.request<AuditView>(auditDocument, { first: 1 });
    expect(auditLog.edges[0]?.node).toMatchObject({ action: 'PASSWORD_LINK_MADE', byCommandLine: true, subject: { id: ana.id } });
    await admin('suspend', bia.username, '--reason', 'spam');
    expect(await admin('reset-password', bia.username)).toMatchObject({ code: 1, complaint: containing('restore it first') });
  });

  test('has reports that were resolved and administrators who are none any more', async () => {
    const { ana, bia, caio } = await people(server);
    await makeAdmin(server, ana);
    const groupId = await ana.createGroup('Rude words', bia);
    const { id: messageId } = await bia.send(groupId, 'a rude word');
    await ana.request('mutation ($messageId: ID!) { reportMessage(messageId: $messageId, reason: "rude") }', { messageId });
    const reports = '{ reports(first: 1, resolved: false) { edges { cursor node { id createdAt message { seq } } } } }';
    const open = await ana.request<{ reports: { edges: readonly { node: { id: string } }[] } }>(reports);
    const reportId = open.reports.edges[0]?.node.id;
    await ana.request('mutation ($id: ID!) { resolveReport(id: $id) { resolvedAt } }', { id: reportId });
    await makeAdmin(server, caio);
    await admin('remove-admin', caio.username);
    const { auditLog } = await ana.request<AuditView>(auditDocument, { first: 4 });
    const moments = auditLog.edges.map(({ node }) => node.at);
    expect(moments).toEqual([...moments].sort().reverse());
    expect(new Set(auditLog.edges.map(({ node }) => node.id)).size).toBe(4);
    expect(auditLog.edges.map(({ node }) => node)).toMatchObject([
      { action: 'ADMIN_REMOVED', byCommandLine: true, subject: { id: caio.id } },
      { action: 'ADMIN_MADE', byCommandLine: true, subject: { id: caio.id } },
      { action: 'REPORT_RESOLVED', byCommandLine: false, actor: { id: ana.id }, subject: { id: bia.id }, reportId },
      { action: 'ADMIN_MADE', byCommandLine: true, subject: { id: ana.id } },
    ]);
  });
});

describe('what is for administrators', () => {
  const documents = [
    ['reports', `{ reports { edges { cursor } } }`],
    ['auditLog', `{ auditLog { edges { cursor } } }`],
    ['resolveReport', `mutation { resolveReport(id: "${'0'.repeat(24)}") { id } }`],
    ['suspendUser', `mutation { suspendUser(userId: "${'0'.repeat(24)}", reason: "x") { id } }`],
    ['unsuspendUser', `mutation { unsuspendUser(userId: "${'0'.repeat(24)}") { id } }`],
  ] as const;

  test.each(documents)('%s is FORBIDDEN to everybody else, whatever it is asked', async (_, document) => {
    const { ana } = await people(server, 'ana');
    expect(await ana.refused(document)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusalOf(requestGraphQL(server, document))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each(documents)('%s is FORBIDDEN at once to who is none any more, on an open socket too', async (_, document) => {
    const { ana } = await people(server, 'ana');
    await makeAdmin(server, ana);
    await ana.events();
    await admin('remove-admin', ana.username);
    expect(await ana.refused(document)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ana.live(document).end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
