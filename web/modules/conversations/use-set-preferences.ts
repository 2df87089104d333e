import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../apollo/services';
import type { PreferenceChange } from '../../ui/view';

/** Changes the viewer's own preferences of a conversation, through the outbox. */
export function useSetPreferences(): (conversationId: string, change: PreferenceChange) => void {
  const { t } = useTranslation();
  const { outbox, tell } = useServices();
  return useCallback(
    (conversationId, { mutedUntil, ...changes }) => {
      const until = mutedUntil === undefined ? {} : { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil).toISOString() };
      try {
        outbox.add(conversationId, { kind: 'preferences', changes: { ...changes, ...until } });
      } catch {
        tell('danger', t('app.outboxFull'));
      }
    },
    [outbox, tell, t],
  );
}
