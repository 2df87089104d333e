import { beforeAll, describe, expect, test } from 'vitest';
import { refreshDocument, type AuthView } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { people, personOf, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { ageRotation } from './account-records.js';
import { startTwoProcesses } from './two-processes.js';

let first: TestServer;
let second: TestServer;
let databaseUri: string;
beforeAll(async () => {
  ({ first, second, databaseUri } = await startTwoProcesses());
});

const sessionsDocument = '{ viewer { sessions { id } } }';
const sessionIdsOf = async (person: Person) =>
  (await person.request<{ viewer: { sessions: { id: string }[] } }>(sessionsDocument)).viewer.sessions.map(({ id }) => id);

async function refresh(server: TestServer, refreshToken: string): Promise<AuthView & { readonly refreshToken: string }> {
  const { refreshSession } = await requestGraphQL<{ refreshSession: AuthView }>(server, refreshDocument, { refreshToken });
  return { ...refreshSession, refreshToken: refreshSession.refreshToken ?? '' };
}
const refused: unknown = expect.objectContaining({ code: 'UNAUTHENTICATED' });

describe('a refresh token that was replaced on another process', () => {
  test('is answered with the same successor for ten seconds, and the session goes on', async () => {
    const { ana } = await people(first, 'ana');
    const successor = await refresh(first, ana.refreshToken);
    expect(successor.refreshToken).not.toBe(ana.refreshToken);
    expect((await refresh(second, ana.refreshToken)).refreshToken).toBe(successor.refreshToken);
    await refresh(second, successor.refreshToken);
    expect(await sessionIdsOf(ana)).toHaveLength(1);
  });

  test('ends its session after that: the newest token, and the sockets on every process', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const [sessionId = ''] = await sessionIdsOf(ana);
    const newest = await refresh(first, ana.refreshToken);
    const owner = personOf(first, ana, newest);
    const [live, ofBia] = [[await owner.events(), await owner.on(second).events()], await bia.events()];
    await Promise.all(live.map((stream) => stream.next()));
    await ageRotation(databaseUri, sessionId, 11_000);

    expect(await refusalOf(refresh(second, ana.refreshToken))).toEqual(refused);
    await expectForbidden(...live);
    for (const server of [first, second]) {
      expect(await refusalOf(refresh(server, newest.refreshToken))).toEqual(refused);
      expect(await owner.on(server).refused(sessionsDocument)).toEqual(refused);
    }
    // Nobody else's: she still hears what happens.
    const conversationId = await bia.startDirect(ana);
    const { id } = await bia.send(conversationId, 'Are you there?');
    await ofBia.next(({ message }) => message?.id === id);
  });

  test('is swapped twenty times at once over both processes for one successor, in one session', async () => {
    const { ana } = await people(first, 'ana');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => refresh(index % 2 ? first : second, ana.refreshToken)));
    const successors = [...new Set(answers.map(({ refreshToken }) => refreshToken))];
    expect(successors).toHaveLength(1);
    expect(successors).not.toContain(ana.refreshToken);
    expect(await sessionIdsOf(ana)).toHaveLength(1);
    await refresh(second, successors[0] ?? '');
  });
});
