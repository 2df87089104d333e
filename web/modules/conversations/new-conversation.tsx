import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { NewConversationDialog } from '../../ui/people/NewConversationDialog';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { usePeopleSearch } from '../users/use-people-search';
import { StartDirectConversationDocument } from './conversations.document';
import { usePlaceInList } from './use-place-in-list';

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onNewGroup: () => void; onOpened: (conversationId: string) => void };

export function NewConversation({ open, onOpenChange, onNewGroup, onOpened }: Props) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const placeInList = usePlaceInList();
  const search = usePeopleSearch();
  const [start, { loading }] = useMutation(StartDirectConversationDocument);

  async function pick(person: Person) {
    if (loading) return;
    try {
      const { data } = await start({ variables: { userId: person.id } });
      if (!data) return;
      placeInList(data.startDirectConversation.id);
      search.onQuery('');
      onOpened(data.startDirectConversation.id);
    } catch (error) {
      tell('danger', refusalSentence(refusalOf(error), t));
    }
  }

  return (
    <NewConversationDialog
      open={open}
      onOpenChange={onOpenChange}
      {...search}
      loading={search.loading || loading}
      onPick={(person) => void pick(person)}
      onNewGroup={onNewGroup}
    />
  );
}
