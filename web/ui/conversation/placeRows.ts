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
  const unreadIndex = unreadAfterSeq === null ? -1 : findUnread(rows, unreadAfterSeq, hasOlder);
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

/** -1: there is none, or it may be one of the older rows, as after a run was cut. */
function findUnread(rows: MessageRow[], unreadAfterSeq: number, hasOlder: boolean): number {
  const index = rows.findIndex((row) => !row.own && row.seq !== null && row.seq > unreadAfterSeq);
  return index === 0 && hasOlder && rows[0]?.seq !== unreadAfterSeq + 1 ? -1 : index;
}
