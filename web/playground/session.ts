/**
 * Who asks here where the Headers editor names nobody: the person who is signed in to the web app in this browser, or whoever signs in on this page.
 * Tokens are kept in memory alone, so what is begun on this page ends with it.
 */
export interface Identity {
  readonly displayName: string;
  readonly username: string;
  /** The web app's session: this page may use it, and must not end it. */
  readonly isOfWebApp: boolean;
}

interface Auth {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly viewer: { readonly user: { readonly displayName: string; readonly username: string } };
}

export const endpoint = '/graphql';
/** The server gives access tokens 15 minutes. */
const renewAfterMs = 10 * 60_000;
/** As the web app calls it (web/apollo/storage.ts): a refresh token is good once, so all pages of a browser take turns. */
const refreshLock = 'talk-in-clouds:refresh';
const authFields = '{ accessToken refreshToken viewer { user { displayName username } } }';

interface Signed {
  readonly identity: Identity;
  readonly refreshToken: string | null;
  readonly accessToken: string;
  readonly renewAtMs: number;
}

let signed: Signed | null = null;
let renewing: Promise<void> | null = null;
const listeners = new Set<() => void>();

export const readIdentity = (): Identity | null => signed?.identity ?? null;

export function onIdentityChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the web app's session where this browser has one. */
export async function adoptWebSession(): Promise<void> {
  await withRefreshLock(async () => {
    const auth = await authenticate(`mutation { refreshSession ${authFields} }`, {}, { 'x-session': 'cookie' });
    if (auth) become(auth, true);
  });
}

/** False where name or password are wrong. */
export async function signIn(login: string, password: string): Promise<boolean> {
  const document = `mutation ($input: SignInInput!) { signIn(input: $input) ${authFields} }`;
  const auth = await authenticate(document, { input: { login, password, deviceName: 'GraphQL playground' } });
  if (auth) become(auth, false);
  return auth !== null;
}

/** Lets the web app's session be; ends one that was begun here. */
export async function leave(): Promise<void> {
  const left = signed;
  signed = null;
  tell();
  if (left && !left.identity.isOfWebApp) await post('mutation { signOut }', {}, { authorization: `Bearer ${left.accessToken}` });
}

/** An access token that is good for some minutes; null where nobody is signed in. */
export async function readAccessToken(): Promise<string | null> {
  if (signed && Date.now() >= signed.renewAtMs) {
    renewing ??= renew(signed).finally(() => (renewing = null));
    await renewing;
  }
  return signed?.accessToken ?? null;
}

async function renew({ identity, refreshToken }: Signed): Promise<void> {
  if (identity.isOfWebApp) {
    await adoptWebSession();
    return;
  }
  const document = `mutation ($refreshToken: String) { refreshSession(refreshToken: $refreshToken) ${authFields} }`;
  const auth = await authenticate(document, { refreshToken });
  if (auth) become(auth, false);
}

function become({ accessToken, refreshToken, viewer: { user } }: Auth, isOfWebApp: boolean): void {
  const before = signed?.identity;
  // The same object as long as it is the same person: whoever listens hears of changes only.
  const identity =
    before?.username === user.username && before.isOfWebApp === isOfWebApp
      ? before
      : { displayName: user.displayName, username: user.username, isOfWebApp };
  signed = { identity, refreshToken, accessToken, renewAtMs: Date.now() + renewAfterMs };
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

async function withRefreshLock(task: () => Promise<void>): Promise<void> {
  // Without Web Locks (plain http in a network) pages are not coordinated.
  if (!navigator.locks) return task();
  await navigator.locks.request(refreshLock, task);
}

/** Null for a refusal: whoever is not signed in sees that. */
async function authenticate(query: string, variables: object, headers: Record<string, string> = {}): Promise<Auth | null> {
  const { data } = await post(query, variables, headers);
  return data ? (Object.values(data)[0] ?? null) : null;
}

async function post(
  query: string,
  variables: object,
  headers: Record<string, string>,
): Promise<{ readonly data?: Readonly<Record<string, Auth | null>> | null }> {
  const response = await fetch(endpoint, {
    method: 'POST',
    credentials: 'include',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { readonly data?: Readonly<Record<string, Auth | null>> | null };
}
