import { useTranslation } from 'react-i18next';
import { useFreshness } from '../../apollo/services';
import { useSteadyFunctions } from '../../ui/basics/useSteady';
import { ConversationHeader } from '../../ui/conversation/ConversationHeader';
import type { ConversationChoices, ConversationItem } from '../../ui/view';
import { faceOf, peerOf, type ShownConversation } from '../conversations/conversation-view';
import { useListedItems } from '../conversations/listed-items';
import { useSetPreferences } from '../conversations/use-set-preferences';
import { usePresenceSentence } from '../presence/use-watched-people';

type Props = {
  id: string;
  viewerId: string;
  conversation: ShownConversation | null;
  onBack: () => void;
  onInfo: () => void;
  onSearch: () => void;
};

/** Whose conversation it is, and what can be set for it. It stands before the messages are there, with what the list knows. */
export function ScreenHeader({ id, viewerId, conversation, ...ways }: Props) {
  const { t } = useTranslation();
  const freshness = useFreshness();
  const item = useListedItems().find((listed) => listed.id === id) ?? null;
  const face = conversation ? faceOf(conversation, viewerId, t('app.deletedPerson')) : item;
  const peer = conversation && peerOf(conversation, viewerId);
  const presence = usePresenceSentence(peer?.id ?? null);
  const setPreferences = useSetPreferences();
  const { onPreferences } = useSteadyFunctions({
    onPreferences: (change: Parameters<typeof setPreferences>[1]) => setPreferences(id, change),
  });
  return (
    <ConversationHeader
      title={face?.title ?? ''}
      subtitle={subtitleOf()}
      photoUrl={face?.photoUrl ?? null}
      colorKey={face?.colorKey ?? id}
      kind={conversation?.kind ?? item?.kind ?? 'DIRECT'}
      freshness={freshness}
      choices={item && choicesOf(item)}
      onPreferences={onPreferences}
      {...ways}
    />
  );

  function subtitleOf(): string {
    if (conversation?.kind === 'GROUP') return t('info.memberCount', { count: conversation.memberCount });
    return presence ?? (peer ? `@${peer.username}` : '');
  }
}

function choicesOf({ title, muted, pinned, archived, markedUnread, notify, unreadCount }: ConversationItem): ConversationChoices {
  return { title, muted, pinned, archived, markedUnread, notify, hasUnread: unreadCount > 0 };
}
