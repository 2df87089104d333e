import { useEffect, useRef, useState, type RefObject } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import type { PlacedRow } from './placeRows';

const shownForMs = 2_000;

/** Scrolls to the wanted message as soon as it is among the rows; for a while answers with its seq, so that the eye finds it. */
export function useTarget(
  list: RefObject<VirtuosoHandle | null>,
  placed: readonly PlacedRow[],
  target: { seq: number } | null,
  onLeave: () => void,
): number | null {
  const reached = useRef<{ seq: number } | null>(null);
  const [shown, setShown] = useState<number | null>(null);

  useEffect(() => {
    if (!target || reached.current === target) return;
    const index = placed.findIndex(({ row }) => row.seq === target.seq);
    if (index < 0) return;
    reached.current = target;
    onLeave();
    list.current?.scrollToIndex({ index, align: 'center' });
    // Which row is wanted is known from outside; that it has been reached, only here.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setShown(target.seq);
  }, [list, placed, target, onLeave]);

  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), shownForMs);
    return () => clearTimeout(timer);
  }, [shown]);

  return shown;
}
