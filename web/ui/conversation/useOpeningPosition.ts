import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { FlatIndexLocationWithAlign, VirtuosoHandle } from 'react-virtuoso';

const settlingMs = 1_500;
const takeoverEvents = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Virtuoso goes to its first position by estimated heights; when bubbles turn out taller, it may stay short of it. Until
 * the reader takes over (or the list has had time to settle) every change of height goes there again.
 * `keep` is the handler for `totalListHeightChanged`; `leave` is for a jump from outside of the list, as by a button over it.
 */
export function useOpeningPosition(
  list: RefObject<VirtuosoHandle | null>,
  scroller: HTMLElement | null,
  position: FlatIndexLocationWithAlign,
): { keep: () => void; leave: () => void } {
  const settling = useRef(true);
  const frame = useRef(0);

  useEffect(() => {
    if (!scroller) return;
    const stop = () => {
      settling.current = false;
    };
    const timer = setTimeout(stop, settlingMs);
    for (const name of takeoverEvents) scroller.addEventListener(name, stop, { passive: true });
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame.current);
      for (const name of takeoverEvents) scroller.removeEventListener(name, stop);
    };
  }, [scroller]);

  const keep = useCallback(() => {
    if (!settling.current) return;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => settling.current && list.current?.scrollToIndex(position));
  }, [list, position]);
  const leave = useCallback(() => {
    settling.current = false;
  }, []);
  return { keep, leave };
}
