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
export type SignUpInput = {
  username: string;
  displayName: string;
  email: string;
  password: string;
  locale: string;
  /** Of an invite of a group, which the new account joins at once. */
  inviteCode?: string;
};
export type SessionPerson = { id: string; username: string; displayName: string; photoUrl: string | null };
export type Authenticated = { accessToken: string; person: SessionPerson };
/** As it comes without a cookie: for whoever must not lose the session that the cookie holds. */
export type AuthenticatedApart = Authenticated & { refreshToken: string };
type AuthAnswer = { accessToken: string; refreshToken: string | null; viewer: { user: SessionPerson } };

const authFields = `{ accessToken refreshToken viewer { user { id username displayName photoUrl } } }`;
export const sessionDocuments = {
  signUp: `mutation SignUp($input: SignUpInput!) { signUp(input: $input) ${authFields} }`,
  signIn: `mutation SignIn($input: SignInInput!) { signIn(input: $input) ${authFields} }`,
  refreshSession: `mutation RefreshSession($refreshToken: String) { refreshSession(refreshToken: $refreshToken) ${authFields} }`,
  resetPassword: `mutation ResetPassword($token: String!, $newPassword: String!) {
    resetPassword(token: $token, newPassword: $newPassword) ${authFields}
  }`,
  signOut: `mutation SignOut { signOut }`,
  deleteAccount: `mutation DeleteAccount($password: String!) { deleteAccount(password: $password) }`,
} as const;

export const requestSignUp = (input: SignUpInput) => authenticate('signUp', { input });
export const requestSignIn = (input: SignInInput) => authenticate('signIn', { input });
/** By the cookie, or by a token, which becomes the cookie. */
export const requestRefresh = (refreshToken?: string) => authenticate('refreshSession', refreshToken === undefined ? {} : { refreshToken });
export const requestPasswordReset = (token: string, newPassword: string) => authenticate('resetPassword', { token, newPassword });

/** The new session comes beside the one of this browser's cookie, not in its place. */
export async function requestPasswordResetApart(token: string, newPassword: string): Promise<AuthenticatedApart> {
  const { resetPassword } = await ask(sessionDocuments.resetPassword, { token, newPassword }, apart);
  const { accessToken, refreshToken, viewer } = resetPassword as AuthAnswer;
  if (refreshToken === null) throw new Error('The server gave no refresh token.');
  return { accessToken, refreshToken, person: viewer.user };
}

/** Past the Apollo client, which ends with the session: the server closes the sockets before it answers. */
export async function requestAccountDeletion(accessToken: string, password: string): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}` };
  await ask(sessionDocuments.deleteAccount, { password }, { headers, timeoutMs: deletionTimeoutMs });
}

export async function requestSignOut(accessToken: string): Promise<void> {
  await ask(sessionDocuments.signOut, {}, { headers: { authorization: `Bearer ${accessToken}` } });
}

/** Ends a session that never became this browser's; its cookie stays. */
export async function requestSignOutApart(accessToken: string): Promise<void> {
  await ask(sessionDocuments.signOut, {}, { ...apart, headers: { authorization: `Bearer ${accessToken}` } });
}

type AuthMutation = 'signUp' | 'signIn' | 'refreshSession' | 'resetPassword';

async function authenticate(name: AuthMutation, variables: Record<string, unknown>): Promise<Authenticated> {
  const data = await ask(sessionDocuments[name], variables);
  const answer = data[name] as AuthAnswer;
  return { accessToken: answer.accessToken, person: answer.viewer.user };
}

type Asking = { headers?: Record<string, string>; credentials?: RequestCredentials; timeoutMs?: number };
const apart: Asking = { credentials: 'omit' };

/** `data` of the answer. Throws RequestRefused, or, where the server was not reached, what fetch throws. */
export async function ask(
  query: string,
  variables: object,
  { headers, credentials = 'include', timeoutMs = requestTimeoutMs }: Asking = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(endpoint, {
    method: 'POST',
    credentials,
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(credentials === 'include' && { 'x-session': 'cookie' }),
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
