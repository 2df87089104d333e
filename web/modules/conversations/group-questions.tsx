import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import { DeleteGroupDialog } from '../../ui/info/DeleteGroupDialog';
import type { MemberRow } from '../../ui/view';
import type { GroupFields } from './conversation-view';
import { HandOver } from './hand-over';
import type { useGroupActions } from './use-group-actions';

export type GroupQuestion = { about: 'remove' | 'ban' | 'owner'; member: MemberRow } | { about: 'leave' | 'handOver' | 'delete' };

type Props = {
  group: GroupFields;
  actions: ReturnType<typeof useGroupActions>;
  question: GroupQuestion | null;
  onQuestion: (question: GroupQuestion | null) => void;
  onChanged: () => Promise<unknown>;
  onLeft: () => void;
};

/** What is asked before something that is hard to take back. What fails is said in the panel, from the action's `error`. */
export function GroupQuestions({ group, actions, question, onQuestion, onChanged, onLeft }: Props) {
  const { t } = useTranslation();
  const close = () => onQuestion(null);

  async function leave() {
    const outcome = await actions.leaveGroup();
    if (outcome.done) onLeft();
    // The last owner: somebody else has to be one first.
    else if (outcome.code === 'CONFLICT') onQuestion({ about: 'handOver' });
  }

  async function handOver(userId: string) {
    if ((await actions.giveRole(userId, 'OWNER')).done && (await actions.leaveGroup()).done) onLeft();
    else close();
  }

  async function end() {
    if ((await actions.deleteGroup()).done) onLeft();
    else close();
  }

  async function confirm() {
    close();
    if (question?.about === 'leave') return leave();
    if (!question || !('member' in question)) return;
    const { about, member } = question;
    const { id } = member.person;
    await (about === 'owner' ? actions.giveRole(id, 'OWNER') : actions.removeMember(id, about === 'ban'));
    await onChanged();
  }

  const name = question && 'member' in question ? question.member.person.displayName : '';
  const words = wordsOf(question?.about ?? 'leave', group, name);
  const isDialogOfItsOwn = question?.about === 'handOver' || question?.about === 'delete';
  return (
    <>
      <ConfirmDialog
        open={question !== null && !isDialogOfItsOwn}
        {...words}
        danger={question?.about !== 'owner'}
        onConfirm={() => void confirm()}
        onCancel={close}
      />
      {question?.about === 'handOver' && (
        <HandOver group={group} pending={actions.pending} onHandOver={(userId) => void handOver(userId)} onCancel={close} />
      )}
      <DeleteGroupDialog
        open={question?.about === 'delete'}
        onOpenChange={close}
        groupName={group.name}
        onDelete={() => void end()}
        pending={actions.pending}
      />
    </>
  );

  function wordsOf(about: GroupQuestion['about'], { name: groupName, memberCount }: GroupFields, person: string) {
    const names = { name: person, group: groupName };
    switch (about) {
      case 'remove':
        return { title: t('app.remove.title'), text: t('app.remove.text', names), confirmLabel: t('app.remove.confirm') };
      case 'ban':
        return { title: t('group.banTitle'), text: t('group.banText', names), confirmLabel: t('group.banConfirm') };
      case 'owner':
        return { title: t('group.ownerTitle', names), text: t('group.ownerText'), confirmLabel: t('group.ownerConfirm') };
      default:
        return {
          title: t('app.leave.title'),
          text: memberCount === 1 ? t('group.leaveAlone', names) : t('app.leave.text', names),
          confirmLabel: t('app.leave.confirm'),
        };
    }
  }
}
