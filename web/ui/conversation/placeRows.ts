import { isSameDay } from '../basics/dates';
import type { MessageRow } from '../view';

/** Messages of one author closer than this stand together under one name. */
export const groupGapMs = 5 * 60_000;

export type PlacedRow = {
  row: MessageRow;
  /** Nothing came before it, ever. */
  startsConversation: boolean;
  /** A new day begins with this row. */
  startsDay: boolean;
  /** The divider "new messages" stands before this row. */
  startsUnread: boolean;
  startsGroup: boolean;
  endsGroup: boolean;
};

function continues(previous: MessageRow, row: MessageRow): boolean {
  return (
    previous.kind === 'TEXT' &&
    row.kind === 'TEXT' &&
    previous.own === row.own &&
    previous.author?.id === row.author?.id &&
    Math.abs(row.at - previous.at) < groupGapMs &&
    isSameDay(previous.at, row.at)
  );
}

/**
 * Where each row stands: day separators, the unread divider and groups of bubbles. As many entries as rows, in their order.
 * While older rows exist the first one has no separator: it would vanish when they come, and the list would jump.
 */
export function placeRows(rows: MessageRow[], unreadAfterSeq: number | null, hasOlder: boolean): PlacedRow[] {
  const unreadIndex = unreadAfterSeq === null ? -1 : rows.findIndex((row) => !row.own && row.seq !== null && row.seq > unreadAfterSeq);
  const starts = rows.map((row, index) => {
    const previous = rows[index - 1];
    return previous === undefined || index === unreadIndex || !continues(previous, row);
  });
  return rows.map((row, index) => {
    const previous = rows[index - 1];
    return {
      row,
      startsConversation: previous === undefined && !hasOlder,
      startsDay: previous === undefined ? !hasOlder : !isSameDay(previous.at, row.at),
      startsUnread: index === unreadIndex,
      startsGroup: starts[index] ?? true,
      endsGroup: starts[index + 1] ?? true,
    };
  });
}
