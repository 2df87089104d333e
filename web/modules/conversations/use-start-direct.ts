import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { StartDirectConversationDocument } from './conversations.document';
import { usePlaceInList } from './use-place-in-list';

/** Opens the one conversation with a person, made where there is none yet. */
export function useStartDirect(onOpened: (conversationId: string) => void): (person: Person) => Promise<void> {
  const { t } = useTranslation();
  const { tell } = useServices();
  const placeInList = usePlaceInList();
  const [start, { loading }] = useMutation(StartDirectConversationDocument);
  return async (person) => {
    if (loading) return;
    try {
      const { data } = await start({ variables: { userId: person.id } });
      if (!data) return;
      placeInList(data.startDirectConversation.id);
      onOpened(data.startDirectConversation.id);
    } catch (error) {
      tell('danger', refusalSentence(refusalOf(error), t));
    }
  };
}
