import { useEffect, useMemo, useRef, useState } from 'react';
import type { MessageRow } from '../view';
import { keepRows } from './keepRows';
import type { MessageActions } from './MessageItem';

/** Rows keep their identity between renders while they say the same, so that only those that changed are drawn again. */
export function useStableRows(rows: MessageRow[]): MessageRow[] {
  const [kept, setKept] = useState({ given: rows, rows });
  if (kept.given === rows) return kept.rows;
  const next = keepRows(kept.rows, rows);
  setKept({ given: rows, rows: next });
  return next;
}

/** Functions that stay the same for ever and call the newest ones. */
export function useStableActions(actions: Omit<MessageActions, 'quickEmoji'>): Omit<MessageActions, 'quickEmoji'> {
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  return useMemo(
    () => ({
      onRetry: (key) => newest.current.onRetry(key),
      onDiscard: (key) => newest.current.onDiscard(key),
      onEdit: (row) => newest.current.onEdit(row),
      onDelete: (row) => newest.current.onDelete(row),
      onReport: (row) => newest.current.onReport(row),
      onReply: (row) => newest.current.onReply(row),
      onPin: (row) => newest.current.onPin(row),
      onAbout: (row) => newest.current.onAbout(row),
      onJumpTo: (seq) => newest.current.onJumpTo(seq),
      onReact: (row, emoji) => newest.current.onReact(row, emoji),
    }),
    [],
  );
}
