import { useEffect, useRef, useState } from 'react';
import type { PlacedRow } from './placeRows';
import type { Place } from './useRowWindow';

const shownForMs = 2_000;

/** Goes to the wanted message as soon as it is among the rows; for a while answers with its seq, so that the eye finds it. */
export function useTarget(placed: readonly PlacedRow[], target: { seq: number } | null, goTo: (place: Place) => void): number | null {
  const reached = useRef<{ seq: number } | null>(null);
  const [shown, setShown] = useState<number | null>(null);

  useEffect(() => {
    if (!target || reached.current === target) return;
    const wanted = placed.find(({ row }) => row.seq === target.seq);
    if (!wanted) return;
    reached.current = target;
    goTo({ key: wanted.row.key, at: 'center' });
    // Which row is wanted is known from outside; that it has been reached, only here.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setShown(target.seq);
  }, [placed, target, goTo]);

  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), shownForMs);
    return () => clearTimeout(timer);
  }, [shown]);

  return shown;
}
