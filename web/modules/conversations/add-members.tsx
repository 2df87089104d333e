import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { AddMembersDialog } from '../../ui/people/AddMembersDialog';
import type { Person } from '../../ui/view';
import { addingSentence } from './adding-sentence';
import { AddMembersDocument } from './conversations.document';
import { usePeoplePicking } from './use-people-picking';

type Props = {
  group: { id: string; name: string };
  isMember: (person: Person) => boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function AddMembers({ group, isMember, open, onOpenChange }: Props) {
  const { t, i18n } = useTranslation();
  const { clear, ...picking } = usePeoplePicking(isMember);
  const [add, { loading, error, reset }] = useMutation(AddMembersDocument);

  function close() {
    clear();
    reset();
    onOpenChange(false);
  }

  async function addThem() {
    try {
      await add({ variables: { groupId: group.id, userIds: picking.selected.map((person) => person.id) } });
      close();
    } catch {
      // Shown in the dialog, from `error`.
    }
  }

  return (
    <AddMembersDialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      {...picking}
      onToggle={(person) => {
        // What was refused was about those who were chosen then.
        if (error) reset();
        picking.onToggle(person);
      }}
      onAdd={() => void addThem()}
      pending={loading}
      groupName={group.name}
      error={error ? addingSentence(refusalOf(error), picking.selected, t, i18n.language) : picking.error}
    />
  );
}
