import { useCallback } from 'react';
import type { PreferenceChange } from '../../ui/view';
import { usePut } from '../messages/use-put';

/** Changes the viewer's own preferences of a conversation, through the outbox. */
export function useSetPreferences(): (conversationId: string, change: PreferenceChange) => void {
  const put = usePut();
  return useCallback(
    (conversationId, { mutedUntil, ...changes }) => {
      const until = mutedUntil === undefined ? {} : { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil).toISOString() };
      put(conversationId, { kind: 'preferences', changes: { ...changes, ...until } });
    },
    [put],
  );
}
