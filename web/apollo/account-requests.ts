import { ask } from './session-requests';

/** What needs no session: links that were mailed, invites, and whether the server takes new people. */
export const accountDocuments = {
  requestPasswordLink: `mutation RequestPasswordLink($email: String!) { requestPasswordReset(email: $email) }`,
  verifyEmail: `mutation VerifyEmail($token: String!) { verifyEmail(token: $token) }`,
  signUpPolicy: `query SignUpPolicy { serverInfo { signUp } }`,
  invite: `query Invite($code: String!) { invite(code: $code) { groupName groupPhotoUrl memberCount } serverInfo { signUp } }`,
} as const;

export type SignUpPolicy = 'OPEN' | 'INVITE' | 'CLOSED';
export type InvitedGroup = { groupName: string; groupPhotoUrl: string | null; memberCount: number };
/** `group` is null for a code that nobody knows. */
export type InviteAnswer = { group: InvitedGroup | null; signUp: SignUpPolicy };

/** Mails a link, if the address has an account: the answer never says whether. */
export async function requestPasswordLink(email: string): Promise<void> {
  await ask(accountDocuments.requestPasswordLink, { email });
}

export async function requestVerification(token: string): Promise<void> {
  await ask(accountDocuments.verifyEmail, { token });
}

export async function requestSignUpPolicy(): Promise<SignUpPolicy> {
  const { serverInfo } = await ask(accountDocuments.signUpPolicy, {});
  return (serverInfo as { signUp: SignUpPolicy }).signUp;
}

/** Refused with INVITE_EXPIRED, INVITE_REVOKED or INVITE_USED_UP where the code no longer works. */
export async function requestInvite(code: string): Promise<InviteAnswer> {
  const { invite, serverInfo } = await ask(accountDocuments.invite, { code });
  return { group: invite as InvitedGroup | null, signUp: (serverInfo as { signUp: SignUpPolicy }).signUp };
}
