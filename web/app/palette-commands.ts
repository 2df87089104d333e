import type { TFunction } from 'i18next';
import { languageNames } from '../ui/auth/LanguageSwitch';
import { settingsSections } from '../modules/settings/settings-path';
import { muteChoices, mutedForever } from '../ui/conversations/muteChoices';
import type { ConversationItem, Language, PaletteEntry, Person, PreferenceChange, SettingsSection, Theme } from '../ui/view';
import type { Preferences } from './use-preferences';

/** `typedOnly`: not offered before something is typed. */
export type Command = PaletteEntry & { run: () => void; typedOnly?: boolean };

/** Where the palette leads. */
export type Ways = {
  open: (conversationId: string) => void;
  newConversation: () => void;
  newGroup: () => void;
  profile: () => void;
  settings: (section: SettingsSection | null) => void;
  searchMessages: (text: string) => void;
  searchHere: (conversationId: string) => void;
  info: (conversationId: string) => void;
  pins: (conversationId: string) => void;
  shortcuts: () => void;
  signOut: () => void;
};

export const plain = { detail: null, unreadCount: 0, markedUnread: false, muted: false, current: false, keys: [] } as const;
const themes: readonly Theme[] = ['light', 'dark', 'system'];

/** What waits comes first, what is muted after the rest of that; then by the newest. */
export function conversationCommands(items: readonly ConversationItem[], t: TFunction, open: Ways['open']): Command[] {
  const urgency = ({ unreadCount, markedUnread, muted }: ConversationItem) => (unreadCount === 0 && !markedUnread ? 2 : muted ? 1 : 0);
  return [...items]
    .sort((one, other) => urgency(one) - urgency(other) || other.at - one.at)
    .map((item) => ({
      ...plain,
      id: `conversation-${item.id}`,
      title: item.title,
      detail: t(item.kind === 'GROUP' ? 'search.group' : 'search.direct'),
      look: { name: item.title, photoUrl: item.photoUrl, colorKey: item.colorKey, group: item.kind === 'GROUP' },
      unreadCount: item.unreadCount,
      markedUnread: item.markedUnread,
      muted: item.muted,
      run: () => open(item.id),
    }));
}

export const personCommand = (person: Person, start: (person: Person) => void): Command => ({
  ...plain,
  id: `person-${person.id}`,
  title: person.displayName,
  detail: `@${person.username}`,
  look: { name: person.displayName, photoUrl: person.photoUrl, colorKey: person.id, group: false },
  run: () => start(person),
});

type Own = Pick<Ways, 'searchHere' | 'info' | 'pins'> & { onPreferences: (change: PreferenceChange) => void; onMarkRead: () => void };

/** What can be done with the open conversation. */
export function openConversationCommands(item: ConversationItem, t: TFunction, { onPreferences, onMarkRead, ...ways }: Own): Command[] {
  const isUnread = item.unreadCount > 0 || item.markedUnread;
  const mute = (key: string, until: () => number): Command => ({
    ...plain,
    id: `mute-${key}`,
    title: `${t('preferences.mute')}: ${t(`preferences.muteFor.${key}`)}`,
    look: 'mute',
    run: () => onPreferences({ mutedUntil: until() }),
    typedOnly: key !== 'workday',
  });
  return [
    isUnread
      ? { ...plain, id: 'read', title: t('preferences.markRead'), look: 'read', run: onMarkRead }
      : { ...plain, id: 'unread', title: t('preferences.markUnread'), look: 'unread', run: () => onPreferences({ markedUnread: true }) },
    { ...plain, id: 'searchHere', title: t('search.inConversation'), look: 'search', run: () => ways.searchHere(item.id) },
    { ...plain, id: 'info', title: t('conversation.info'), look: 'info', run: () => ways.info(item.id) },
    { ...plain, id: 'pins', title: t('pins.all'), look: 'pin', run: () => ways.pins(item.id) },
    ...(item.muted
      ? [
          {
            ...plain,
            id: 'unmute',
            title: t('preferences.unmute'),
            look: 'unmute',
            run: () => onPreferences({ mutedUntil: null }),
          } as const,
        ]
      : [...muteChoices.map(({ key, forMs }) => mute(key, () => Date.now() + forMs)), mute('ever', () => mutedForever)]),
    ...(item.archived
      ? []
      : [
          {
            ...plain,
            id: 'pinConversation',
            title: t(item.pinned ? 'palette.unpinConversation' : 'palette.pinConversation'),
            look: item.pinned ? 'unpin' : 'pin',
            run: () => onPreferences({ pinned: !item.pinned }),
          } as const,
        ]),
  ];
}

/** What can be done anywhere. */
export function generalCommands(t: TFunction, ways: Ways, { theme, onTheme, language, onLanguage }: Preferences): Command[] {
  return [
    { ...plain, id: 'conversation', title: t('people.newConversation'), look: 'conversation', run: ways.newConversation },
    { ...plain, id: 'group', title: t('people.newGroup'), look: 'group', run: ways.newGroup },
    { ...plain, id: 'search', title: t('palette.searchMessages'), look: 'search', run: () => ways.searchMessages('') },
    { ...plain, id: 'profile', title: t('menu.profile'), look: 'profile', run: ways.profile },
    { ...plain, id: 'settings', title: t('menu.settings'), look: 'settings', run: () => ways.settings(null) },
    ...settingsSections.map((section): Command => ({
      ...plain,
      id: `settings-${section}`,
      title: `${t('menu.settings')}: ${t(`settings.section.${section}`)}`,
      look: 'settings',
      run: () => ways.settings(section),
      typedOnly: true,
    })),
    ...themes.map((choice): Command => ({
      ...plain,
      id: `theme-${choice}`,
      title: `${t('menu.theme')}: ${t(`menu.${choice}`)}`,
      look: choice,
      current: choice === theme,
      run: () => onTheme(choice),
      typedOnly: choice === theme || choice === 'system',
    })),
    ...(Object.keys(languageNames) as Language[]).map((choice): Command => ({
      ...plain,
      id: `language-${choice}`,
      title: `${t('ui.language')}: ${languageNames[choice]}`,
      look: 'language',
      current: choice === language,
      run: () => onLanguage(choice),
      typedOnly: true,
    })),
    { ...plain, id: 'shortcuts', title: t('shortcuts.title'), look: 'keyboard', keys: ['?'], run: ways.shortcuts },
    { ...plain, id: 'signOut', title: t('menu.signOut'), look: 'signOut', run: ways.signOut },
  ];
}
