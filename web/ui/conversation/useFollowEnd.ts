import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';

const takeoverEvents = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
/** Scrolling that begins later than this after the reader's last action is not the reader's. */
const takeoverMs = 1_000;

export type FollowEnd = {
  /** Whether new rows are to be scrolled to. */
  follows: () => boolean;
  /** For `atBottomStateChange`. */
  noteBottom: (atBottom: boolean) => void;
  /** The list is sent elsewhere on purpose. */
  leave: () => void;
};

/**
 * Who is at the end stays there until they scroll away themselves. Virtuoso alone goes by where the list stands when rows come: in a burst
 * that grows it faster than it is drawn, it would take the growth for a reader who has left.
 */
export function useFollowEnd(list: RefObject<VirtuosoHandle | null>, scroller: HTMLElement | null, opensAtEnd: boolean): FollowEnd {
  const following = useRef(opensAtEnd);
  const takenOverAt = useRef(-Infinity);
  const frame = useRef(0);

  useEffect(() => {
    if (!scroller) return;
    const note = () => {
      takenOverAt.current = performance.now();
    };
    for (const name of takeoverEvents) scroller.addEventListener(name, note, { passive: true });
    return () => {
      cancelAnimationFrame(frame.current);
      for (const name of takeoverEvents) scroller.removeEventListener(name, note);
    };
  }, [scroller]);

  const noteBottom = useCallback(
    (atBottom: boolean) => {
      if (atBottom) following.current = true;
      else if (performance.now() - takenOverAt.current < takeoverMs) following.current = false;
      if (atBottom || !following.current) return;
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => list.current?.scrollToIndex({ index: 'LAST', align: 'end' }));
    },
    [list],
  );

  return useMemo(() => ({ follows: () => following.current, noteBottom, leave: () => void (following.current = false) }), [noteBottom]);
}
