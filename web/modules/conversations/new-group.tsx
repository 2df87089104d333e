import { useMutation } from '@apollo/client/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { randomId } from '../../apollo/random-id';
import { NewGroupDialog } from '../../ui/people/NewGroupDialog';
import { refusalSentence } from '../refusal-sentence';
import { CreateGroupDocument } from './conversations.document';
import { usePeoplePicking } from './use-people-picking';
import { usePlaceInList } from './use-place-in-list';

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onOpened: (conversationId: string) => void };

export function NewGroup({ open, onOpenChange, onOpened }: Props) {
  const { t } = useTranslation();
  const placeInList = usePlaceInList();
  const { clear, ...picking } = usePeoplePicking();
  const [create, { loading, error, reset }] = useMutation(CreateGroupDocument);
  // The same for every try of one dialog, so that a lost answer makes no second group.
  const clientId = useRef(randomId());

  async function createGroup(name: string) {
    try {
      const memberIds = picking.selected.map((person) => person.id);
      const { data } = await create({ variables: { input: { clientId: clientId.current, name, memberIds } } });
      if (!data) return;
      placeInList(data.createGroup.id);
      startAfresh();
      onOpened(data.createGroup.id);
    } catch {
      // Shown in the dialog, from `error`.
    }
  }

  function startAfresh() {
    clientId.current = randomId();
    clear();
    reset();
  }

  return (
    <NewGroupDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) startAfresh();
        onOpenChange(next);
      }}
      {...picking}
      onCreate={(name) => void createGroup(name)}
      pending={loading}
      error={error ? refusalSentence(refusalOf(error), t) : picking.error}
    />
  );
}
