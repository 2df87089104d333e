import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../../apollo/services';
import { useSetPreferences } from '../conversations/use-set-preferences';

const collectMs = 250;

/** Messages that were on the screen of a visible page are read: one mark for a burst, through the outbox. */
export function useReadMarks(conversationId: string, lastReadSeq: number | null): (seq: number) => void {
  const { outbox } = useServices();
  const seen = useRef(0);
  const marked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const readSeq = useRef(lastReadSeq ?? Infinity);
  useEffect(() => {
    readSeq.current = lastReadSeq ?? Infinity;
  }, [lastReadSeq]);

  const flush = useCallback(() => {
    timer.current = undefined;
    if (seen.current <= Math.max(marked.current, readSeq.current)) return;
    marked.current = seen.current;
    try {
      outbox.add(conversationId, { kind: 'markRead', seq: seen.current });
    } catch {
      marked.current = 0; // The outbox is full of things that matter more; the next sight tries again.
    }
  }, [conversationId, outbox]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      flush();
    },
    [flush],
  );

  return useCallback(
    (seq: number) => {
      seen.current = Math.max(seen.current, seq);
      timer.current ??= setTimeout(flush, collectMs);
    },
    [flush],
  );
}

/** Where the divider stands: the read mark at opening. It does not move while the conversation is open. */
export function useUnreadDivider(lastReadSeq: number | null, unreadCount: number): number | null {
  const [frozen, setFrozen] = useState<number | null | undefined>(undefined);
  if (frozen === undefined && lastReadSeq !== null) setFrozen(unreadCount > 0 ? lastReadSeq : null);
  return frozen ?? null;
}

/** Opening a conversation that is marked as unread clears the mark. Marked while it is open, it stays marked. */
export function useClearedReminder(conversationId: string, markedUnread: boolean | null): void {
  const setPreferences = useSetPreferences();
  const isOpened = useRef(false);
  useEffect(() => {
    if (isOpened.current || markedUnread === null) return;
    isOpened.current = true;
    if (markedUnread) setPreferences(conversationId, { markedUnread: false });
  }, [conversationId, markedUnread, setPreferences]);
}
