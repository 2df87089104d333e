import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUpDocument, type AuthView } from '../testkit/documents.js';
import { createInvite, findGroup, noticesOf, revokeInviteDocument, seeGroup } from '../testkit/groups.js';
import { credentialsFor, people, personOf, type Credentials, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

let open: TestServer;
let second: TestServer;
/** A third process on the same database, where an invite is needed. */
let strict: TestServer;
beforeAll(async () => {
  const started = await startTwoProcesses();
  [open, second] = [started.first, started.second];
  strict = await startServer({ database: open.database, env: { MONGODB_URI: started.databaseUri, SIGN_UP: 'invite' } });
});
afterAll(async () => {
  await strict.stop();
  await second.stop();
  await open.stop();
});

async function signUp(server: TestServer, { username, displayName, email, password }: Credentials, inviteCode?: string): Promise<AuthView> {
  const input = { username, displayName, email, password, ...(inviteCode !== undefined && { inviteCode }) };
  return (await requestGraphQL<{ signUp: AuthView }>(server, signUpDocument, { input })).signUp;
}

const exists = async (asker: Person, { username }: Credentials) =>
  (await asker.request<{ user: unknown }>('query ($username: String!) { user(username: $username) { id } }', { username })).user !== null;

describe('where sign-up is by invite', () => {
  test('the server says so, and a working code is needed', async () => {
    const { ana } = await people(open, 'ana');
    const groupId = await ana.createGroup('Family');
    const revoked = await createInvite(ana, groupId);
    await ana.request(revokeInviteDocument, { id: revoked.id });
    expect(await requestGraphQL(strict, '{ serverInfo { signUp } }')).toEqual({ serverInfo: { signUp: 'INVITE' } });
    const newcomer = credentialsFor('bia');
    const missing = { code: 'BAD_USER_INPUT', field: 'inviteCode', reason: 'EMPTY' };
    expect(await refusalOf(signUp(strict, newcomer))).toMatchObject(missing);
    expect(await refusalOf(signUp(strict, newcomer, ' '))).toMatchObject(missing);
    expect(await refusalOf(signUp(strict, newcomer, 'nonsense'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(signUp(strict, newcomer, revoked.code))).toMatchObject({ code: 'INVITE_REVOKED' });
    expect(await exists(ana, newcomer)).toBe(false);
  });

  test('the new account is a member of the group at once, and everybody is told once', async () => {
    const { ana } = await people(open, 'ana');
    const groupId = await ana.createGroup('Family');
    const events = await ana.on(second).events();
    const { code } = await createInvite(ana, groupId, { maxUses: 3 });
    const credentials = credentialsFor('bia');
    const bia = personOf(strict, credentials, await signUp(strict, credentials, code));
    expect(await findGroup(bia.on(second), groupId)).toMatchObject({ memberCount: 2, invites: [] });
    await bia.send(groupId, 'hello');
    await events.next(({ message }) => message?.text === 'hello');
    expect(await noticesOf(ana, groupId, 'MEMBER_JOINED')).toMatchObject([{ notice: { actor: { id: bia.id } } }]);
    expect((await seeGroup(ana, groupId)).invites).toMatchObject([{ usesLeft: 2 }]);
  });

  test('one use makes one account, however many try at once, on three processes', async () => {
    const { ana } = await people(open, 'ana');
    const groupId = await ana.createGroup('One seat');
    const { code } = await createInvite(ana, groupId, { maxUses: 1 });
    const crowd = Array.from({ length: 6 }, () => credentialsFor('caio'));
    const outcomes = await Promise.allSettled(
      crowd.map((credentials, index) => signUp([strict, open, second][index % 3] ?? strict, credentials, code)),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(crowd.length - 1);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'INVITE_USED_UP' });
    expect((await Promise.all(crowd.map((credentials) => exists(ana, credentials)))).filter(Boolean)).toHaveLength(1);
    expect((await seeGroup(ana, groupId)).memberCount).toBe(2);
  });

  test('a sign-up that is refused for its name gives the use back', async () => {
    const { ana, bia } = await people(open, 'ana', 'bia');
    const groupId = await ana.createGroup('Patient');
    const { code } = await createInvite(ana, groupId, { maxUses: 1 });
    const taken = { ...credentialsFor('duda'), username: bia.username };
    expect(await refusalOf(signUp(strict, taken, code))).toMatchObject({ code: 'CONFLICT', field: 'username' });
    expect(await refusalOf(signUp(strict, { ...taken, password: 'short' }, code))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await seeGroup(ana, groupId)).invites).toMatchObject([{ usesLeft: 1 }]);
    await signUp(strict, credentialsFor('duda'), code);
    expect((await seeGroup(ana, groupId)).memberCount).toBe(2);
  });
});

test('where sign-up is open a code joins all the same, and one that does not work makes no account', async () => {
  const { ana } = await people(open, 'ana');
  const groupId = await ana.createGroup('Friends');
  const { code } = await createInvite(ana, groupId, { maxUses: 1 });
  const credentials = credentialsFor('bia');
  const bia = personOf(open, credentials, await signUp(open, credentials, code));
  expect(await findGroup(bia, groupId)).toMatchObject({ memberCount: 2 });
  const late = credentialsFor('caio');
  expect(await refusalOf(signUp(second, late, code))).toMatchObject({ code: 'INVITE_USED_UP' });
  expect(await exists(ana, late)).toBe(false);
});
