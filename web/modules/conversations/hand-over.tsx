import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { HandOverDialog } from '../../ui/people/HandOverDialog';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { personOf, type GroupFields } from './conversation-view';
import { useMembers } from './use-members';

type Props = { group: GroupFields; pending: boolean; onHandOver: (userId: string) => void; onCancel: () => void };

/** The last owner chooses who becomes one, and leaves. */
export function HandOver({ group, pending, onHandOver, onCancel }: Props) {
  const { t } = useTranslation();
  const { viewerId } = useServices();
  const { members, query, onQuery, loading, error } = useMembers(group.id);
  const [chosen, setChosen] = useState<Person | null>(null);
  return (
    <HandOverDialog
      open
      onOpenChange={onCancel}
      groupName={group.name}
      query={query}
      onQuery={onQuery}
      results={members.map(({ user }) => personOf(user)).filter((person) => person.id !== viewerId)}
      loading={loading}
      error={error ? refusalSentence(refusalOf(error), t) : null}
      chosen={chosen}
      onChoose={setChosen}
      onHandOver={() => chosen && onHandOver(chosen.id)}
      pending={pending}
    />
  );
}
