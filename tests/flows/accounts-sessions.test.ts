import { beforeAll, describe, expect, test } from 'vitest';
import { refreshDocument, signInDocument, type AuthView } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { people, personOf, type Address, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

let server: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first: server, second } = await startTwoProcesses());
});

const sessionsDocument = '{ viewer { sessions { id current deviceName createdAt lastUsedAt expiresAt } } }';
const revokeDocument = 'mutation Revoke($id: ID!) { revokeSession(id: $id) }';
const revokeOthersDocument = 'mutation { revokeOtherSessions }';
interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly deviceName: string;
}
const sessionsOf = async (person: Person) =>
  (await person.request<{ viewer: { sessions: SessionView[] } }>(sessionsDocument)).viewer.sessions;

async function deviceOf(person: Person, deviceName: string | undefined, target: Address = server, headers?: Record<string, string>) {
  const input = { login: person.username, password: person.password, deviceName };
  const { signIn } = await requestGraphQL<{ signIn: AuthView }>({ ...target, headers }, signInDocument, { input });
  return personOf(target, person, signIn);
}

describe('sessions', () => {
  test('are listed with the name of their device, last used first', async () => {
    const { ana } = await people(server, 'ana');
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
    await deviceOf(ana, undefined, server, { 'user-agent': firefox });
    const phone = await deviceOf(ana, "Ana's phone");
    const sessions = await sessionsOf(phone);
    expect(sessions.map(({ deviceName, current }) => [deviceName, current])).toEqual([
      ["Ana's phone", true],
      ['Firefox, Linux', false],
      ['node', false],
    ]);
  });

  test('end one by one: requests, refresh token, and the sockets on every process', async () => {
    const { ana } = await people(server, 'ana');
    const [lost, kept] = [await deviceOf(ana, 'Lost phone', second), await deviceOf(ana, 'Laptop', second)];
    const lostLive = [await lost.events(), await lost.on(server).events()];
    const [keptLive, ownLive] = [await kept.events(), await ana.events()];
    const id = (await sessionsOf(ana)).find(({ deviceName }) => deviceName === 'Lost phone')?.id;
    expect(await ana.request(revokeDocument, { id })).toEqual({ revokeSession: true });
    await expectForbidden(...lostLive);
    expect(await lost.refused(sessionsDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const refresh = requestGraphQL(second, refreshDocument, { refreshToken: lost.refreshToken });
    expect(await refusalOf(refresh)).toMatchObject({ code: 'UNAUTHENTICATED' });
    await ownLive.next(({ __typename }) => __typename === 'ViewerChanged');
    await keptLive.next(({ __typename }) => __typename === 'ViewerChanged');
    expect((await sessionsOf(kept)).map(({ deviceName }) => deviceName)).not.toContain('Lost phone');
    // Again is no mistake.
    expect(await ana.request(revokeDocument, { id })).toEqual({ revokeSession: true });
  });

  test("are not those of others: somebody else's looks like none", async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const [hers] = await sessionsOf(bia);
    for (const id of [hers?.id, '0'.repeat(24), 'nonsense']) {
      expect(await ana.refused(revokeDocument, { id })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await sessionsOf(bia)).toHaveLength(1);
    expect(await refusalOf(requestGraphQL(server, revokeDocument, { id: hers?.id }))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('end all but this one, and tell how many they were', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const devices = [await deviceOf(ana, 'One'), await deviceOf(ana, 'Two', second), await deviceOf(ana, 'Three', second)];
    const streams = await Promise.all(devices.map((device) => device.events()));
    expect(await ana.request(revokeOthersDocument)).toEqual({ revokeOtherSessions: 3 });
    await expectForbidden(...streams);
    expect((await sessionsOf(ana)).map(({ current }) => current)).toEqual([true]);
    expect(await sessionsOf(bia)).toHaveLength(1);
    expect(await ana.request(revokeOthersDocument)).toEqual({ revokeOtherSessions: 0 });
    expect(await refusalOf(requestGraphQL(server, revokeOthersDocument))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('may end this one too', async () => {
    const { ana } = await people(server, 'ana');
    const streams = [await ana.events(), await ana.on(second).events()];
    const [own] = await sessionsOf(ana);
    expect(await ana.request(revokeDocument, { id: own?.id })).toEqual({ revokeSession: true });
    await expectForbidden(...streams);
    expect(await ana.refused(sessionsDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('the private part of a profile', () => {
  const document = '{ viewer { locale showLastSeen } }';
  const update = (person: Person, input: object) =>
    person.request('mutation Update($input: UpdateProfileInput!) { updateProfile(input: $input) { revision } }', { input });

  test('is the locale, and whether one is seen; both are told to the own devices, and to nobody else', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    await ana.startDirect(bia);
    expect(await ana.request(document)).toEqual({ viewer: { locale: 'en', showLastSeen: true } });
    const [own, friend] = [await ana.on(second).events(), await bia.events()];
    await update(ana, { showLastSeen: false });
    await own.next(({ __typename }) => __typename === 'ViewerChanged');
    await update(ana, { locale: 'pt-br' });
    await own.next(({ __typename }) => __typename === 'ViewerChanged');
    expect(await ana.request(document)).toEqual({ viewer: { locale: 'pt-BR', showLastSeen: false } });
    await update(ana, { displayName: 'Ana Paula' });
    // What is public comes to her friend as the first that is heard of any of it.
    const first = await friend.next(({ __typename }) => __typename !== 'CursorAdvanced');
    expect(first).toMatchObject({ __typename: 'UserChanged', user: { displayName: 'Ana Paula' } });
  });
});
