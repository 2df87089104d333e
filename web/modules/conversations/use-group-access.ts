import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { GroupAccessDocument } from './invites.document';
import { useRefetchWhenLive } from './use-refetch-when-live';

/** Open invites and banned people of a group, for those who manage it. `revision` of the group grows with every change of them: then they are asked for again. */
export function useGroupAccess(groupId: string, revision: number, canManage: boolean) {
  const { data, previousData, loading, error, refetch } = useQuery(GroupAccessDocument, {
    variables: { id: groupId },
    // Whoever has the link of an invite gets in: it is not kept on the disk.
    fetchPolicy: 'no-cache',
    skip: !canManage,
    // What was asked for before a change is no answer to what is asked after it.
    context: { queryDeduplication: false },
  });
  useRefetchWhenLive(error, refetch);
  const asked = useRef(revision);
  useEffect(() => {
    if (!canManage || asked.current === revision) return;
    asked.current = revision;
    // A failure shows in the query's own `error`.
    void refetch().catch(() => undefined);
  }, [canManage, revision, refetch]);
  const conversation = (data ?? previousData)?.conversation;
  const group = canManage && conversation?.__typename === 'Group' ? conversation : null;
  return { invites: group?.invites ?? null, bannedUsers: group?.bannedUsers ?? [], loading, error, refetch };
}
