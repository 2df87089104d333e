import { useMemo, useState } from 'react';
import { useWaitingChanges } from '../../apollo/services';
import type { OutboxItem } from '../../live/outbox-item';

/** What waits of one conversation's messages, in order. */
export function useQueued(conversationId: string): readonly OutboxItem[] {
  const all = useWaitingChanges();
  const newest = useMemo(
    () => all.filter((item) => item.conversationId === conversationId && item.write.kind !== 'preferences'),
    [all, conversationId],
  );
  // The list of before as long as the same are in it: rows are made anew with another one.
  const [kept, setKept] = useState(newest);
  if (kept === newest || (kept.length === newest.length && kept.every((item, place) => item === newest[place]))) return kept;
  setKept(newest);
  return newest;
}
