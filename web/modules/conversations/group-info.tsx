import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import type { GroupFields } from './conversation-view';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import { GroupInfoPanel } from '../../ui/info/GroupInfoPanel';
import type { MemberRow } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { AddMembers } from './add-members';
import {
  LeaveGroupDocument,
  MembersDocument,
  RemoveMemberDocument,
  SetMemberRoleDocument,
  UpdateGroupDocument,
} from './conversations.document';
import { memberRows } from './member-rows';

type Props = { group: GroupFields; onClose: () => void; onLeft: () => void };

export function GroupInfo({ group, onClose, onLeft }: Props) {
  const { t } = useTranslation();
  const { viewerId } = useServices();
  const { role } = group.viewerState;
  const {
    data,
    previousData,
    loading,
    error: loadError,
    fetchMore,
  } = useQuery(MembersDocument, {
    variables: { id: group.id },
    fetchPolicy: 'cache-and-network',
  });
  const [update, updating] = useMutation(UpdateGroupDocument);
  const [remove, removing] = useMutation(RemoveMemberDocument);
  const [setRole, settingRole] = useMutation(SetMemberRoleDocument);
  const [leave, leaving] = useMutation(LeaveGroupDocument);
  const [asked, setAsked] = useState<MemberRow | 'leave' | null>(null);
  const [adding, setAdding] = useState(false);

  const connection = (data ?? previousData)?.conversation?.members;
  const members = memberRows(connection?.edges.map(({ node }) => node) ?? [], viewerId, role);
  const actions = [updating, removing, settingRole, leaving];
  const error = actions.find((action) => action.error)?.error ?? loadError;
  const groupId = group.id;

  /** A new action takes the error of the one before off the screen. What fails is shown, from the mutation's `error`. */
  async function attempt<Result>(action: () => Promise<Result>): Promise<boolean> {
    for (const { reset } of actions) reset();
    try {
      await action();
      return true;
    } catch {
      return false;
    }
  }

  async function confirm() {
    const subject = asked;
    setAsked(null);
    if (subject === 'leave') {
      if (await attempt(() => leave({ variables: { groupId } }))) onLeft();
    } else if (subject) {
      await attempt(() => remove({ variables: { groupId, userId: subject.person.id } }));
    }
  }

  return (
    <>
      <GroupInfoPanel
        name={group.name}
        description={group.description}
        photoUrl={group.photoUrl}
        colorKey={group.id}
        memberCount={group.memberCount}
        members={members}
        loading={loading && members.length === 0}
        hasMoreMembers={connection?.pageInfo.hasNextPage ?? false}
        onLoadMoreMembers={() => void attempt(() => fetchMore({ variables: { after: connection?.pageInfo.endCursor } }))}
        canManage={role !== 'MEMBER'}
        onRename={(name) => void attempt(() => update({ variables: { input: { groupId, name } } }))}
        onDescribe={(description) => void attempt(() => update({ variables: { input: { groupId, description } } }))}
        onAddMembers={() => setAdding(true)}
        onRemove={setAsked}
        onSetRole={(member, next) => void attempt(() => setRole({ variables: { groupId, userId: member.person.id, role: next } }))}
        onLeave={() => setAsked('leave')}
        onClose={onClose}
        pending={actions.some((action) => action.loading)}
        error={error ? refusalSentence(refusalOf(error), t) : null}
      />
      <AddMembers
        group={group}
        isMember={(person) => members.some((member) => member.person.id === person.id)}
        open={adding}
        onOpenChange={setAdding}
      />
      <ConfirmDialog
        open={asked !== null}
        title={asked === 'leave' ? t('app.leave.title') : t('app.remove.title')}
        text={
          asked === 'leave'
            ? t('app.leave.text', { group: group.name })
            : t('app.remove.text', { name: asked?.person.displayName ?? '', group: group.name })
        }
        confirmLabel={asked === 'leave' ? t('app.leave.confirm') : t('app.remove.confirm')}
        danger
        onConfirm={() => void confirm()}
        onCancel={() => setAsked(null)}
      />
    </>
  );
}
