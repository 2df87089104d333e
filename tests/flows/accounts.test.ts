import { beforeAll, describe, expect, test } from 'vitest';
import { authFields, refreshDocument, signInDocument, signUpDocument, type AuthView } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { credentialsFor, people, personOf, signUp, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

const viewerDocument = `{ viewer { email emailVerified locale admin user { id username displayName revision bot } sessions { id current deviceName } } }`;
interface ViewerView {
  readonly viewer: {
    readonly email: string;
    readonly emailVerified: boolean;
    readonly locale: string;
    readonly admin: boolean;
    readonly user: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly revision: number;
      readonly bot: boolean;
    };
    readonly sessions: readonly { readonly id: string; readonly current: boolean; readonly deviceName: string }[];
  } | null;
}

const anonymously = <T>(document: string, variables?: Record<string, unknown>) => requestGraphQL<T>(server, document, variables);
const refresh = (refreshToken: string) => anonymously<{ refreshSession: AuthView }>(refreshDocument, { refreshToken });
const signIn = (login: string, password: string) =>
  anonymously<{ signIn: AuthView }>(signInDocument, { input: { login, password, deviceName: 'Phone' } });

describe('signing up', () => {
  test('makes an account that can ask at once who it is', async () => {
    const credentials = credentialsFor('ana');
    const ana = await signUp(server, credentials);
    const { viewer } = await ana.request<ViewerView>(viewerDocument);
    expect(viewer).toMatchObject({
      email: credentials.email,
      emailVerified: false,
      admin: false,
      user: { id: ana.id, username: credentials.username, bot: false },
    });
    expect(viewer?.sessions.map(({ current }) => current)).toEqual([true]);
  });

  test('refuses a username or an e-mail address that is taken, whatever the case', async () => {
    const taken = credentialsFor('bia');
    await signUp(server, taken);
    const other = credentialsFor('bia');
    const again = (fields: object) => refusalOf(anonymously(signUpDocument, { input: { ...other, ...fields } }));
    expect(await again({ username: taken.username.toUpperCase() })).toMatchObject({ code: 'CONFLICT', field: 'username' });
    expect(await again({ email: taken.email.toUpperCase() })).toMatchObject({ code: 'CONFLICT', field: 'email' });
  });

  test.each([
    ['a short username', { username: 'ab' }, 'username'],
    ['a username with a space', { username: 'ana maria' }, 'username'],
    ['a long username', { username: 'a'.repeat(33) }, 'username'],
    ['no display name', { displayName: '' }, 'displayName'],
    ['a display name that cannot be seen', { displayName: '\u200b\u200d' }, 'displayName'],
    ['a long display name', { displayName: 'a'.repeat(65) }, 'displayName'],
    ['an address that is none', { email: 'ana at example' }, 'email'],
    ['a short password', { password: 'seven77' }, 'password'],
    ['a long password', { password: 'a'.repeat(257) }, 'password'],
  ])('refuses %s and stores nothing', async (_, wrong, field) => {
    const credentials = credentialsFor('caio');
    expect(await refusalOf(anonymously(signUpDocument, { input: { ...credentials, ...wrong } }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field,
    });
    await signUp(server, credentials);
  });

  test('is closed where the server says so', async () => {
    const closed = await startServer({ env: { SIGN_UP: 'closed' } });
    expect(await refusalOf(signUp(closed, credentialsFor('ana')))).toMatchObject({ code: 'FORBIDDEN' });
    const { serverInfo } = await requestGraphQL<{ serverInfo: { signUp: string } }>(closed, '{ serverInfo { signUp } }');
    expect(serverInfo.signUp).toBe('CLOSED');
    await closed.stop();
  });
});

describe('signing in', () => {
  let ana: Person;
  beforeAll(async () => {
    ({ ana } = await people(server, 'ana'));
  });

  test('works with the username or the e-mail address, and makes a session of its own', async () => {
    await signIn(ana.username.toUpperCase(), ana.password);
    const { signIn: auth } = await signIn(ana.email, ana.password);
    const phone = personOf(server, ana, auth);
    const { viewer } = await phone.request<ViewerView>(viewerDocument);
    expect(viewer?.user.id).toBe(ana.id);
    expect(viewer?.sessions).toHaveLength(3);
    expect(viewer?.sessions.filter(({ current }) => current)).toMatchObject([{ deviceName: 'Phone' }]);
  });

  test('answers alike to a wrong password and to nobody', async () => {
    const wrongPassword = await refusalOf(signIn(ana.username, 'not her password'));
    const nobody = await refusalOf(signIn('nobody-of-that-name', 'not her password'));
    expect(wrongPassword).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(nobody).toEqual(wrongPassword);
  });

  test.each([['{"$ne":null}'], ['\0'], ['a'.repeat(5000)]])('treats the odd login %j as nobody, or as bad input', async (login) => {
    const { code } = await refusalOf(signIn(login, 'whatever it may be'));
    expect(['UNAUTHENTICATED', 'BAD_USER_INPUT']).toContain(code);
  });
});

describe('a session', () => {
  test('goes on with the next refresh token of each refresh', async () => {
    const { ana } = await people(server, 'ana');
    const first = await refresh(ana.refreshToken);
    expect(first.refreshSession.refreshToken).not.toBe(ana.refreshToken);
    const second = await refresh(first.refreshSession.refreshToken ?? '');
    const { viewer } = await personOf(server, ana, second.refreshSession).request<ViewerView>(viewerDocument);
    expect(viewer?.user.id).toBe(ana.id);
    expect(viewer?.sessions).toHaveLength(1);
  });

  test('survives two tabs that refresh with the same token at once', async () => {
    const { ana } = await people(server, 'ana');
    const [left, right] = await Promise.all([refresh(ana.refreshToken), refresh(ana.refreshToken)]);
    for (const { refreshSession } of [left, right]) {
      const { viewer } = await personOf(server, ana, refreshSession).request<ViewerView>(viewerDocument);
      expect(viewer?.user.id).toBe(ana.id);
    }
  });

  test('ends when a refresh token comes back that was replaced long ago, on its sockets too', async () => {
    const { ana } = await people(server, 'ana');
    const first = await refresh(ana.refreshToken);
    const second = await refresh(first.refreshSession.refreshToken ?? '');
    const owner = personOf(server, ana, second.refreshSession);
    const live = await owner.events();
    expect(await refusalOf(refresh(ana.refreshToken))).toMatchObject({ code: 'UNAUTHENTICATED' });
    await expectForbidden(live);
    expect(await refusalOf(refresh(second.refreshSession.refreshToken ?? ''))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await owner.refused(viewerDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('ends with signOut: the token, the refresh token and the open socket', async () => {
    const { ana } = await people(server, 'ana');
    const live = await ana.events();
    expect(await ana.request('mutation { signOut }')).toEqual({ signOut: true });
    await expectForbidden(live);
    expect(await ana.refused(viewerDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await refusalOf(refresh(ana.refreshToken))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each([['nonsense'], [''], ['a.b.c'], ['x'.repeat(4000)]])('does not start from the refresh token %j', async (token) => {
    expect(await refusalOf(refresh(token))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('is kept in a cookie that no script reads, where the browser asks for it', async () => {
    const credentials = credentialsFor('ana');
    const body = JSON.stringify({ query: signUpDocument, variables: { input: credentials } });
    const headers = { 'content-type': 'application/json', 'x-session': 'cookie' };
    const signedUp = await fetch(server.httpUrl, { method: 'POST', headers, body });
    const { data } = (await signedUp.json()) as { data: { signUp: AuthView } };
    const cookie = signedUp.headers.get('set-cookie') ?? '';
    expect(data.signUp.refreshToken).toBeNull();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);

    const refreshed = await fetch(server.httpUrl, {
      method: 'POST',
      headers: { ...headers, cookie: cookie.split(';')[0] ?? '' },
      body: JSON.stringify({ query: `mutation { refreshSession { ${authFields} } }` }),
    });
    expect(await refreshed.json()).toMatchObject({ data: { refreshSession: { viewer: { email: credentials.email } } } });
  });
});

describe('tokens', () => {
  test('nobody is signed in without one, and the viewer is null', async () => {
    expect(await anonymously(viewerDocument)).toEqual({ viewer: null });
  });

  test.each([['nonsense'], ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'], ['a.b.c']])(
    'the bad token %j is refused over HTTP and WebSocket',
    async (token) => {
      const { ana } = await people(server, 'ana');
      ana.accessToken = token;
      expect(await ana.refused(viewerDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
      const end = await ana.live('subscription { events { cursor } }').end;
      expect(end).toMatchObject({ kind: 'closed', code: 4403 });
    },
  );

  test('events need one', async () => {
    const { ana } = await people(server, 'ana');
    expect(await refusalOf(anonymously('{ conversations { edges { cursor } } }'))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await refusalOf(anonymously(`mutation { startDirectConversation(userId: "${ana.id}") { id } }`))).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('people', () => {
  const usersDocument = `query Users($search: String!, $first: Int, $after: Cursor) {
    users(search: $search, first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
  }`;
  interface UsersView {
    readonly users: {
      readonly edges: readonly { readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  }
  const found = async (person: Person, search: string) => {
    const { users } = await person.request<UsersView>(usersDocument, { search });
    return users.edges.map(({ node }) => node.id);
  };

  test('are found by the start of a word of their name, whatever the case and accents', async () => {
    const { ana } = await people(server, 'ana');
    const joao = await signUp(server, { ...credentialsFor('joao'), displayName: 'João Conceição' });
    expect(await found(ana, 'conceic')).toContain(joao.id);
    expect(await found(ana, 'CONCEIÇÃO joã')).toContain(joao.id);
    expect(await found(ana, joao.username)).toEqual([joao.id]);
    expect(await found(ana, 'onceicao')).not.toContain(joao.id);
    expect(await found(ana, '.*')).toEqual([]);
  });

  test('come page by page, each once', async () => {
    const { ana } = await people(server, 'ana');
    const family = `Xavantes${ana.username.slice(4)}`;
    const members = await Promise.all(
      ['um', 'dois', 'tres', 'quatro', 'cinco'].map((name) => signUp(server, { ...credentialsFor(name), displayName: family })),
    );
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const { users }: UsersView = await ana.request<UsersView>(usersDocument, { search: family, first: 2, after });
      seen.push(...users.edges.map(({ node }) => node.id));
      if (!users.pageInfo.hasNextPage) break;
      after = users.pageInfo.endCursor;
    }
    expect([...seen].sort()).toEqual(members.map(({ id }) => id).sort());
  });

  test('searching refuses a page that is too large, a cursor that is none, and nothing to search for', async () => {
    const { ana } = await people(server, 'ana');
    expect(await ana.refused(usersDocument, { search: 'a', first: 51 })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    expect(await ana.refused(usersDocument, { search: 'a', first: 0 })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    expect(await ana.refused(usersDocument, { search: 'a', after: 'nonsense' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
    expect(await ana.refused(usersDocument, { search: ' ' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'search' });
  });

  test('are looked up by id or username; unknown and malformed ids are null', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const document = 'query User($id: ID, $username: String) { user(id: $id, username: $username) { id displayName } }';
    const expected = { user: { id: bia.id, displayName: 'Bia' } };
    expect(await ana.request(document, { id: bia.id })).toEqual(expected);
    expect(await ana.request(document, { username: bia.username.toUpperCase() })).toEqual(expected);
    expect(await ana.request(document, { id: '0'.repeat(24) })).toEqual({ user: null });
    expect(await ana.request(document, { id: 'not an id' })).toEqual({ user: null });
    expect(await ana.refused(document)).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await ana.refused(document, { id: bia.id, username: bia.username })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a profile', () => {
  const updateDocument = `mutation Update($input: UpdateProfileInput!) { updateProfile(input: $input) { id displayName about revision } }`;

  test('changes for its owner, and for who talks with them, at once', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    await ana.startDirect(bia);
    const live = await bia.events();
    const { updateProfile } = await ana.request<{ updateProfile: { revision: number } }>(updateDocument, {
      input: { displayName: 'Ana Paula', about: 'Nas nuvens' },
    });
    expect(updateProfile).toMatchObject({ id: ana.id, displayName: 'Ana Paula', about: 'Nas nuvens' });
    const event = await live.next(({ __typename }) => __typename === 'UserChanged');
    expect(event.user).toEqual({ id: ana.id, displayName: 'Ana Paula', revision: updateProfile.revision });
  });

  test('is not announced to strangers', async () => {
    const { ana, bia, caio } = await people(server);
    await ana.startDirect(bia);
    const [friend, stranger] = await Promise.all([bia.events(), caio.events()]);
    await ana.request(updateDocument, { input: { displayName: 'Ana Clara' } });
    await caio.request(updateDocument, { input: { displayName: 'Caio Prado' } });
    await friend.next(({ __typename }) => __typename === 'UserChanged');
    // His own change comes after hers in the stream: what he sees first is what he sees of both.
    const first = await stranger.next(({ __typename }) => __typename === 'UserChanged');
    expect(first.user?.id).toBe(caio.id);
  });

  test.each([
    ['displayName', { displayName: ' ' }],
    ['displayName', { displayName: 'a'.repeat(65) }],
    ['about', { about: 'a'.repeat(281) }],
    ['locale', { locale: 'not a locale!' }],
  ])('refuses a wrong %s: %j', async (field, input) => {
    const { ana } = await people(server, 'ana');
    expect(await ana.refused(updateDocument, { input })).toMatchObject({ code: 'BAD_USER_INPUT', field });
    const { viewer } = await ana.request<ViewerView>(viewerDocument);
    expect(viewer?.user).toMatchObject({ displayName: 'Ana', revision: 1 });
  });
});
