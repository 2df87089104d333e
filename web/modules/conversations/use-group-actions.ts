import { useMutation } from '@apollo/client/react';
import { refusalOf } from '../../apollo/errors';
import type { MemberRole } from '../../generated/graphql';
import {
  DeleteGroupDocument,
  LeaveGroupDocument,
  RemoveMemberDocument,
  SetMemberRoleDocument,
  UnbanMemberDocument,
  UpdateGroupDocument,
} from './conversations.document';

/** `code`: null where the server was not reached. */
export type Outcome = { done: true } | { done: false; code: string | null };

/** What is done to a group at once, not through the outbox: one at a time, and `error` is of the last one. */
export function useGroupActions(groupId: string) {
  const [update, updating] = useMutation(UpdateGroupDocument);
  const [remove, removing] = useMutation(RemoveMemberDocument);
  const [unban, unbanning] = useMutation(UnbanMemberDocument);
  const [setRole, settingRole] = useMutation(SetMemberRoleDocument);
  const [leave, leaving] = useMutation(LeaveGroupDocument);
  const [end, ending] = useMutation(DeleteGroupDocument);
  const all = [updating, removing, unbanning, settingRole, leaving, ending];

  /** A new action takes the error of the one before off the screen. */
  async function attempt(action: () => Promise<unknown>): Promise<Outcome> {
    for (const { reset } of all) reset();
    try {
      await action();
      return { done: true };
    } catch (error) {
      return { done: false, code: refusalOf(error)?.code ?? null };
    }
  }

  return {
    pending: all.some((action) => action.loading),
    error: all.find((action) => action.error)?.error,
    attempt,
    rename: (name: string) => attempt(() => update({ variables: { input: { groupId, name } } })),
    describe: (description: string) => attempt(() => update({ variables: { input: { groupId, description } } })),
    removeMember: (userId: string, ban: boolean) => attempt(() => remove({ variables: { groupId, userId, ban } })),
    liftBan: (userId: string) => attempt(() => unban({ variables: { groupId, userId } })),
    giveRole: (userId: string, role: MemberRole) => attempt(() => setRole({ variables: { groupId, userId, role } })),
    leaveGroup: () => attempt(() => leave({ variables: { groupId } })),
    deleteGroup: () => attempt(() => end({ variables: { groupId } })),
  };
}
