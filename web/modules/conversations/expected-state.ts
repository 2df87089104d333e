import type { OutboxItem } from '../../live/outbox-item';

/** The viewer's state of a conversation with what waits in the outbox, which counts as done. */
export function expectedState<State extends object>(
  { id, viewerState }: { id: string; viewerState: State },
  outbox: readonly OutboxItem[],
): State {
  const waiting = outbox.flatMap(({ conversationId, write }) =>
    conversationId === id && write.kind === 'preferences' ? [write.changes] : [],
  );
  return Object.assign({}, viewerState, ...waiting) as State;
}

/** How far the person has read, as far as the server has not heard of it yet; 0: no further than it knows. */
export function waitingReadSeq(id: string, outbox: readonly OutboxItem[]): number {
  const marks = outbox.flatMap(({ conversationId, write }) => (conversationId === id && write.kind === 'markRead' ? [write.seq] : []));
  return Math.max(0, ...marks);
}
