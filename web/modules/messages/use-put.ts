import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../apollo/services';
import type { Write } from '../../live/outbox-item';

/** Puts what is done in a conversation into the outbox. False, and it is said, when nothing more can be kept: whoever wrote a text keeps it. */
export function usePut(): (conversationId: string, write: Write) => boolean {
  const { t } = useTranslation();
  const { outbox, tell } = useServices();
  return useCallback(
    (conversationId, write) => {
      try {
        outbox.add(conversationId, write);
        return true;
      } catch {
        tell('danger', t('app.outboxFull'));
        return false;
      }
    },
    [outbox, tell, t],
  );
}
