import { useState } from 'react';
import type { MessageRow } from '../view';
import { keepRows } from './keepRows';

/** Rows keep their identity between renders while they say the same, so that only those that changed are drawn again. */
export function useStableRows(rows: MessageRow[]): MessageRow[] {
  const [kept, setKept] = useState({ given: rows, rows });
  if (kept.given === rows) return kept.rows;
  const next = keepRows(kept.rows, rows);
  setKept({ given: rows, rows: next });
  return next;
}
