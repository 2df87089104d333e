import { useMemo, useState } from 'react';
import { useWaitingWrites } from '../../apollo/services';
import type { OutboxItem } from '../../live/outbox-item';

/** What waits in one conversation, in order; `ofMessages` without read marks and preferences, which change no message and come more often than the rest. */
export function useQueued(conversationId: string): { waiting: readonly OutboxItem[]; ofMessages: readonly OutboxItem[] } {
  const all = useWaitingWrites();
  const waiting = useMemo(() => all.filter((item) => item.conversationId === conversationId), [all, conversationId]);
  const ofMessages = useMemo(() => waiting.filter(({ write }) => write.kind !== 'markRead' && write.kind !== 'preferences'), [waiting]);
  return { waiting: useKept(waiting), ofMessages: useKept(ofMessages) };
}

/** The list of before as long as the same are in it: rows are made anew with another one. */
function useKept(newest: readonly OutboxItem[]): readonly OutboxItem[] {
  const [kept, setKept] = useState(newest);
  if (kept === newest || (kept.length === newest.length && kept.every((item, place) => item === newest[place]))) return kept;
  setKept(newest);
  return newest;
}
