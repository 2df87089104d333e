import '../i18n/settings-words';
import '../i18n/palette-words';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationCacheId } from '../apollo/cache';
import { ConversationPosition } from '../apollo/documents';
import { useFreshness } from '../apollo/services';
import { useListedItems } from '../modules/conversations/listed-items';
import { useConversationItems } from '../modules/conversations/use-conversation-items';
import { useSetPreferences } from '../modules/conversations/use-set-preferences';
import { usePut } from '../modules/messages/use-put';
import { usePeopleFound } from '../modules/users/use-people-search';
import { PaletteDialog } from '../ui/palette/PaletteDialog';
import { rankWords } from '../ui/palette/rankWords';
import type { ConversationItem, Person } from '../ui/view';
import {
  conversationCommands,
  generalCommands,
  openConversationCommands,
  personCommand,
  plain,
  type Command,
  type Ways,
} from './palette-commands';
import { paletteGroups, peopleOffered } from './palette-groups';
import type { Preferences } from './use-preferences';

type Props = {
  openId: string | null;
  ways: Ways;
  preferences: Preferences;
  /** Opens the conversation with somebody, when this is closed already. */
  onPerson: (person: Person) => void;
  onClose: () => void;
};

/** Goes anywhere and does anything, from the keyboard or by a tap. Without a line it does all but find people. */
export function CommandPalette({ openId, ways, preferences, onPerson, onClose }: Props) {
  const { t } = useTranslation();
  const items = useListedItems();
  const [typed, setTyped] = useState('');
  const isOffline = useFreshness().state === 'offline';
  const isTyped = typed.trim() !== '';
  const openItem = items.find(({ id }) => id === openId) ?? null;
  const openCommands = useOpenCommands(openItem, ways);

  // Whose conversation is offered already is not offered twice.
  const { items: everywhere } = useConversationItems({ isSearching: isTyped });
  const offered = everywhere.filter((item) => item.kind === 'DIRECT' && rankWords(item.title, typed) !== null);
  const peopleFound = usePeopleFound(isOffline ? '' : typed, (person) => offered.some((item) => item.colorKey === person.id));
  const people = isTyped ? peopleOffered(peopleFound).map((person) => personCommand(person, onPerson)) : [];
  const shown = isTyped ? everywhere : items.filter(({ id }) => id !== openId);
  const search: Command = {
    ...plain,
    id: 'searchTyped',
    title: t('palette.searchFor', { query: typed.trim() }),
    look: 'search',
    run: () => ways.searchMessages(typed.trim()),
  };
  const groups = paletteGroups({
    typed,
    conversations: { id: 'conversations', title: t('search.conversations'), entries: conversationCommands(shown, t, ways.open) },
    commands: [
      { id: 'here', title: openItem?.title ?? '', entries: openCommands },
      { id: 'general', title: t('palette.general'), entries: generalCommands(t, ways, preferences) },
    ],
    people: { id: 'people', title: t('search.people'), entries: people },
    last: { id: 'messages', title: t('search.messages'), entries: [search] },
  });
  // Enter must not take the last resort while what was meant is on its way.
  const isWaiting = peopleFound.loading && groups.length === 1;

  return (
    <PaletteDialog
      query={typed}
      onQuery={setTyped}
      groups={isWaiting ? [] : groups}
      loading={peopleFound.loading}
      note={isTyped && isOffline ? t('palette.offline') : peopleFound.error}
      onChoose={(id) => {
        const command = groups.flatMap(({ entries }) => entries).find((entry) => entry.id === id);
        onClose();
        command?.run();
      }}
      onClose={onClose}
    />
  );
}

function useOpenCommands(item: ConversationItem | null, ways: Ways): Command[] {
  const { t } = useTranslation();
  const { cache } = useApolloClient();
  const put = usePut();
  const setPreferences = useSetPreferences();
  if (!item) return [];
  const { id, unreadCount, markedUnread } = item;

  function markRead() {
    if (markedUnread) setPreferences(id, { markedUnread: false });
    if (unreadCount === 0) return;
    const known = cache.readFragment({ id: conversationCacheId(id), fragment: ConversationPosition, fragmentName: 'ConversationPosition' });
    if (known) put(id, { kind: 'markRead', seq: known.lastSeq });
  }

  return openConversationCommands(item, t, { ...ways, onPreferences: (change) => setPreferences(id, change), onMarkRead: markRead });
}
