import { beforeAll, describe, expect, test } from 'vitest';
import { signInDocument } from '../testkit/documents.js';
import { createInvite } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import { requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
let ana: Person;
let groupId: string;
beforeAll(async () => {
  server = await startServer();
  ({ ana } = await people(server, 'ana'));
  groupId = await ana.createGroup('Names');
});

type Answer = Record<string, { readonly name?: string; readonly accessToken?: { readonly name: string }; readonly displayName?: string }>;

/** Every name that others are shown: how somebody gives it, and reads it back. */
const names: Record<string, (name: string) => Promise<string | undefined>> = {
  async 'of a person'(displayName) {
    const document = `mutation ($name: String!) { updateProfile(input: { displayName: $name }) { displayName } }`;
    return (await ana.request<Answer>(document, { name: displayName })).updateProfile?.displayName;
  },
  async 'of a new group'(name) {
    return (
      await ana.request<Answer>(`mutation ($name: String!) { createGroup(input: { name: $name, memberIds: [] }) { name } }`, { name })
    ).createGroup?.name;
  },
  async 'of a group'(name) {
    const document = `mutation ($id: ID!, $name: String!) { updateGroup(input: { groupId: $id, name: $name }) { name } }`;
    await ana.request(document, { id: groupId, name });
    const { code } = await createInvite(ana, groupId);
    const { invite } = await requestGraphQL<{ invite: { groupName: string } }>(
      server,
      `query ($code: String!) { invite(code: $code) { groupName } }`,
      { code },
    );
    return invite.groupName;
  },
  async 'of a token'(name) {
    const document = `mutation ($name: String!) { createAccessToken(input: { name: $name, scopes: [READ] }) { accessToken { name } } }`;
    return (await ana.request<Answer>(document, { name })).createAccessToken?.accessToken?.name;
  },
  async 'of a bot'(displayName) {
    const document = `mutation ($username: String!, $name: String!) { createBot(username: $username, displayName: $name) { user { displayName } } }`;
    const username = `bot-${(bots += 1)}-of-${ana.id}`.slice(0, 32);
    return (await ana.request<{ createBot: { user: { displayName: string } } }>(document, { username, name: displayName })).createBot.user
      .displayName;
  },
  async 'of a device'(deviceName) {
    await requestGraphQL(server, signInDocument, { input: { login: ana.username, password: ana.password, deviceName } });
    const { viewer } = await ana.request<{ viewer: { sessions: { deviceName: string }[] } }>('{ viewer { sessions { deviceName } } }');
    return viewer.sessions[0]?.deviceName;
  },
};
let bots = 0;

describe.each(Object.entries(names))('a name %s', (_what, give) => {
  test('turns nothing around that stands next to it, is one line, and composed', async () => {
    expect(await give(' Jose\u0301\u202e\u2066 \n da\u200f\tSilva\u2069 ')).toBe('José da Silva');
  });

  test.each(['\u200b\u2060', '\u202e', ' \t\n', '\u3164'])('that nobody sees is refused, or is none: %j', async (name) => {
    const given = await give(name).catch((error: unknown) => error);
    if (typeof given === 'string') expect(given).toMatch(/^node$/);
    else expect(given).toMatchObject({ code: 'BAD_USER_INPUT', refusal: { reason: 'EMPTY' } });
  });
});
