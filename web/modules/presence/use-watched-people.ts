import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePresences, useServices } from '../../apollo/services';
import { useLanguage } from '../../ui/basics/useLanguage';
import { useNow } from '../../ui/basics/useNow';
import { presenceSentence } from './presence-view';

/** As long as they are shown, how these people are present is asked for. */
export function useWatchedPeople(userIds: readonly string[]): void {
  const { presence } = useServices();
  // Another order, or another array, of the same people is nothing new.
  const key = [...userIds].sort().join(' ');
  useEffect(() => presence.watch(key === '' ? [] : key.split(' ')), [presence, key]);
}

/** How one person is present, in words; null where nothing is known, or it is hidden. */
export function usePresenceSentence(userId: string | null): string | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  useWatchedPeople(userId === null ? [] : [userId]);
  const presences = usePresences();
  return presenceSentence(userId === null ? undefined : presences.get(userId), now, t, language);
}
