import type { Types } from 'mongoose';

/** A use of a group's invite, kept for an account that is being made. */
export interface InviteClaim {
  /** The account is there: it comes into the group. */
  join(): Promise<void>;
  /** There will be no such account. */
  release(): Promise<void>;
}

/** What auth needs of the groups above it. The composition root sets it once, at start. */
export interface AuthHooks {
  /** `userId` is the account's to be. Throws NOT_FOUND for an unknown code, INVITE_REVOKED, INVITE_EXPIRED, INVITE_USED_UP, CONFLICT for a full group. */
  claimInvite(code: string, userId: Types.ObjectId): Promise<InviteClaim>;
}

let current: AuthHooks = {
  claimInvite: () => {
    throw new Error('setAuthHooks was not called at start.');
  },
};

export function setAuthHooks(hooks: AuthHooks): void {
  current = hooks;
}

export const authHooks: AuthHooks = { claimInvite: (code, userId) => current.claimInvite(code, userId) };
