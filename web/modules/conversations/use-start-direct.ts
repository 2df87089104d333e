import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { useStillWanted } from '../use-still-wanted';
import { StartDirectConversationDocument } from './conversations.document';
import { usePlaceInList } from './use-place-in-list';

type Started = { startDirect: (person: Person) => Promise<void>; startingId: string | null };

/**
 * Opens the one conversation with a person, made where there is none yet. Of several people the last one counts, and nobody once the person has gone
 * elsewhere or `isOpen` is no more. `startingId`: with whom it is under way.
 */
export function useStartDirect(onOpened: (conversationId: string) => void, isOpen = true): Started {
  const { t } = useTranslation();
  const { tell } = useServices();
  const placeInList = usePlaceInList();
  const ask = useStillWanted(isOpen);
  const [start, { loading }] = useMutation(StartDirectConversationDocument);
  const [pickedId, setPickedId] = useState<string | null>(null);

  async function startDirect(person: Person) {
    const isWanted = ask();
    setPickedId(person.id);
    try {
      const { data } = await start({ variables: { userId: person.id } });
      if (!data) return;
      placeInList(data.startDirectConversation.id);
      if (isWanted()) onOpened(data.startDirectConversation.id);
    } catch (error) {
      // Who wants something else by now is not told what became of this.
      if (isWanted()) tell('danger', refusalSentence(refusalOf(error), t));
    }
  }
  return { startDirect, startingId: loading && isOpen ? pickedId : null };
}
