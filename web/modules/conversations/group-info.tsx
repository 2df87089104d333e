import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { GroupInfoPanel } from '../../ui/info/GroupInfoPanel';
import type { MemberRow, Role } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { AddMembers } from './add-members';
import { personOf, type GroupFields } from './conversation-view';
import { GroupQuestions, type GroupQuestion } from './group-questions';
import { memberRows } from './member-rows';
import { useGroupAccess } from './use-group-access';
import { useGroupActions } from './use-group-actions';
import { useMembers } from './use-members';
import { lazyPart } from '../../ui/basics/lazyPart';

const Invites = lazyPart('over', () => import('./invites').then(({ Invites }) => Invites));

type Props = { group: GroupFields; onPhoto: () => void; onFiles: () => void; onClose: () => void; onLeft: () => void };

export function GroupInfo({ group, onPhoto, onFiles, onClose, onLeft }: Props) {
  const { t } = useTranslation();
  const { viewerId } = useServices();
  const { role } = group.viewerState;
  const canManage = role !== 'MEMBER';
  const found = useMembers(group.id);
  const access = useGroupAccess(group.id, group.revision, canManage);
  const actions = useGroupActions(group.id);
  const [question, setQuestion] = useState<GroupQuestion | null>(null);
  const [dialog, setDialog] = useState<'add' | 'invites' | null>(null);
  const rows = memberRows(found.members, viewerId, role);
  const error = actions.error ?? found.error ?? access.error;

  async function giveRole(member: MemberRow, next: Role) {
    if (next === 'OWNER') return setQuestion({ about: 'owner', member });
    await actions.giveRole(member.person.id, next);
    await found.refetchFound();
  }

  /** Where it can be seen already that nobody would look after the group, who will is asked first; else the server says so. */
  function askToLeave() {
    const others = found.loaded.filter((member) => member.user.id !== viewerId);
    const isLastOwner = role === 'OWNER' && found.isWhole && others.length > 0 && others.every((member) => member.role !== 'OWNER');
    setQuestion({ about: isLastOwner ? 'handOver' : 'leave' });
  }

  return (
    <>
      <GroupInfoPanel
        name={group.name}
        description={group.description}
        photoUrl={group.photoUrl}
        colorKey={group.id}
        memberCount={group.memberCount}
        members={rows}
        loading={found.loading && rows.length === 0}
        query={found.query}
        onQuery={found.onQuery}
        hasMoreMembers={found.hasMore}
        onLoadMoreMembers={() => void actions.attempt(found.loadMore)}
        banned={access.bannedUsers.map(personOf)}
        canManage={canManage}
        onRename={(name) => void actions.rename(name)}
        onDescribe={(description) => void actions.describe(description)}
        onAddMembers={() => setDialog('add')}
        onInvites={() => setDialog('invites')}
        onRemove={(member) => setQuestion({ about: 'remove', member })}
        onBan={(member) => setQuestion({ about: 'ban', member })}
        onUnban={(person) => void actions.liftBan(person.id)}
        onSetRole={(member, next) => void giveRole(member, next)}
        onLeave={askToLeave}
        onDelete={role === 'OWNER' ? () => setQuestion({ about: 'delete' }) : undefined}
        onPhoto={onPhoto}
        onFiles={onFiles}
        onClose={onClose}
        pending={actions.pending}
        error={error ? refusalSentence(refusalOf(error), t) : null}
      />
      <AddMembers
        group={group}
        isMember={(person) => found.loaded.some((member) => member.user.id === person.id)}
        open={dialog === 'add'}
        onOpenChange={(open) => setDialog(open ? 'add' : null)}
      />
      {dialog === 'invites' && canManage && (
        <Suspense fallback={null}>
          <Invites
            group={group}
            invites={access.invites}
            loadError={access.error}
            onChanged={access.refetch}
            open
            onOpenChange={() => setDialog(null)}
          />
        </Suspense>
      )}
      <GroupQuestions
        group={group}
        actions={actions}
        question={question}
        onQuestion={setQuestion}
        onChanged={found.refetchFound}
        onLeft={onLeft}
      />
    </>
  );
}
