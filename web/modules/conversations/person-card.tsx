import { useApolloClient, useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { userCacheId } from '../../apollo/cache';
import { UserFields } from '../../apollo/documents';
import { usePresences, useServices } from '../../apollo/services';
import { PersonDialog } from '../../ui/profile/PersonDialog';
import { markOf } from '../presence/presence-view';
import { usePresenceSentence } from '../presence/use-watched-people';
import { PersonDocument } from '../users/users.document';
import { personOf } from './conversation-view';
import { useStartDirect } from './use-start-direct';

type Props = { userId: string; onOpenConversation: (conversationId: string) => void; onClose: () => void };

/** Who somebody is that a message names. What is known of them stands at once, and without a line. */
export function PersonCard({ userId, onOpenConversation, onClose }: Props) {
  const { t } = useTranslation();
  const { cache } = useApolloClient();
  const { viewerId } = useServices();
  const { data } = useQuery(PersonDocument, { variables: { id: userId }, fetchPolicy: 'cache-and-network' });
  const presence = usePresenceSentence(userId);
  const presences = usePresences();
  const { startDirect, startingId } = useStartDirect((conversationId) => {
    onClose();
    onOpenConversation(conversationId);
  });
  const user = data?.user ?? cache.readFragment({ id: userCacheId(userId), fragment: UserFields, fragmentName: 'UserFields' });
  const person = user ? personOf(user) : { id: userId, displayName: t('app.deletedPerson'), username: '', photoUrl: null };
  return (
    <PersonDialog
      person={person}
      about={data?.user?.about ?? ''}
      presence={presence}
      presenceMark={markOf(presences.get(userId))}
      onMessage={user && userId !== viewerId ? () => void startDirect(person) : null}
      pending={startingId !== null}
      onClose={onClose}
    />
  );
}
