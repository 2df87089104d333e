import { refusalFrom, RequestRefused } from './refusal';

/**
 * Signing up, in and out, by plain fetch: the sign-in screen needs no Apollo, and the links of the Apollo client need a
 * session that does not depend on them. The refresh token travels in an HttpOnly cookie only (`X-Session: cookie`).
 */
export const endpoint = '/graphql';

/** After this a request counts as lost; a phone that changes networks may never hear the end of one. */
const requestTimeoutMs = 15_000;
/** Leaving thousands of conversations takes a while. */
const deletionTimeoutMs = 120_000;

export type SignInInput = { login: string; password: string };
export type SignUpInput = { username: string; displayName: string; email: string; password: string; locale: string };
export type SessionPerson = { id: string; username: string; displayName: string; photoUrl: string | null };
export type Authenticated = { accessToken: string; person: SessionPerson };
type AuthAnswer = { accessToken: string; viewer: { user: SessionPerson } };

const authFields = `{ accessToken viewer { user { id username displayName photoUrl } } }`;
export const sessionDocuments = {
  signUp: `mutation SignUp($input: SignUpInput!) { signUp(input: $input) ${authFields} }`,
  signIn: `mutation SignIn($input: SignInInput!) { signIn(input: $input) ${authFields} }`,
  refreshSession: `mutation RefreshSession { refreshSession ${authFields} }`,
  signOut: `mutation SignOut { signOut }`,
  deleteAccount: `mutation DeleteAccount($password: String!) { deleteAccount(password: $password) }`,
} as const;

export const requestSignUp = (input: SignUpInput) => authenticate('signUp', { input });
export const requestSignIn = (input: SignInInput) => authenticate('signIn', { input });
export const requestRefresh = () => authenticate('refreshSession', {});

export async function requestSignOut(accessToken: string): Promise<void> {
  await post(sessionDocuments.signOut, {}, { authorization: `Bearer ${accessToken}` });
}

/** Past the Apollo client, which ends with the session: the server closes the sockets before it answers. */
export async function requestAccountDeletion(accessToken: string, password: string): Promise<void> {
  await post(sessionDocuments.deleteAccount, { password }, { authorization: `Bearer ${accessToken}` }, deletionTimeoutMs);
}

async function authenticate(name: 'signUp' | 'signIn' | 'refreshSession', variables: Record<string, unknown>): Promise<Authenticated> {
  const data = await post(sessionDocuments[name], variables);
  const answer = data[name] as AuthAnswer;
  return { accessToken: answer.accessToken, person: answer.viewer.user };
}

async function post(
  query: string,
  variables: object,
  headers: Record<string, string> = {},
  timeoutMs = requestTimeoutMs,
): Promise<Record<string, unknown>> {
  const response = await fetch(endpoint, {
    method: 'POST',
    credentials: 'include',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-session': 'cookie',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const answer = (await response.json()) as {
    data?: Record<string, unknown> | null;
    errors?: { message: string; extensions?: Record<string, unknown> }[];
  };
  const error = answer.errors?.[0];
  if (error) throw new RequestRefused(refusalFrom(error.extensions), error.message);
  if (!answer.data) throw new Error(`The server answered ${response.status} without data.`);
  return answer.data;
}
