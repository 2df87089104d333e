import { useCallback } from 'react';
import { requestInvite } from '../../apollo/account-requests';
import type { InviteFace } from '../../ui/view';
import { useRequest } from './use-request';

/** What an invite shows to who is signed out. `group` is null while that is not known, and for a code that nobody knows (`isUnknown`). */
export function useInvite(code: string) {
  const request = useCallback(() => requestInvite(code), [code]);
  const { answer, isDone, failed, refusal, retry } = useRequest(request);
  const known = answer?.group;
  const group: InviteFace | null = known ? { name: known.groupName, photoUrl: known.groupPhotoUrl, memberCount: known.memberCount } : null;
  return { group, signUpPolicy: answer?.signUp ?? null, isUnknown: isDone && !failed && !group, failed, refusal, retry };
}
