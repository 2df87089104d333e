/** The same path as in the link that the server makes (schema: Invite.url). */
export const invitePath = (code: string) => `/invite/${encodeURIComponent(code)}`;
export const inviteSignUpPath = (code: string) => `${invitePath(code)}/sign-up`;
export const inviteSignInPath = (code: string) => `${invitePath(code)}/sign-in`;

/** The code in what somebody pasted: the link of an invite, whatever stands around it, or the code itself. */
export function inviteCodeIn(text: string): string {
  const trimmed = text.trim();
  return /\/invite\/([^/?#\s]+)/u.exec(trimmed)?.[1] ?? trimmed;
}
