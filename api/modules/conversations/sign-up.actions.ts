import type { Types } from 'mongoose';
import { accessInvite } from './invite.access.js';
import { claimUse, enter, releaseUse } from './joining.actions.js';

/** A use of an invite that is kept for an account that is being made. */
export interface SignUpClaim {
  /** The account is there: it comes into the group, unless that has ended meanwhile. */
  join(): Promise<void>;
  /** There will be no such account. */
  release(): Promise<void>;
}

/** For the auth module, which server.ts tells of it. `userId` is the account's to be. Throws as joinGroup does. */
export async function claimForSignUp(code: string, userId: Types.ObjectId): Promise<SignUpClaim> {
  const found = await accessInvite(code);
  await claimUse(found, userId, 0);
  return {
    join: async () => void (await enter(found, userId, null)),
    release: () => releaseUse(found, userId, 0),
  };
}
