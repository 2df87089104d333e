import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';

export type FollowEnd = {
  /** Whether new rows are to be scrolled to. */
  follows: () => boolean;
  /** For `atBottomStateChange`. */
  noteBottom: (atBottom: boolean) => void;
  /** The list is sent elsewhere on purpose, or what it shows does not end with the newest row. */
  leave: () => void;
  /** The list is sent to an end that is still to be loaded. */
  follow: () => void;
};

/**
 * Who is at the end stays there until the list is scrolled up, by whatever means. Virtuoso alone goes by where the list stands when rows come: in a
 * burst that grows it faster than it is drawn, it would take the growth for a reader who has left.
 */
export function useFollowEnd(list: RefObject<VirtuosoHandle | null>, scroller: HTMLElement | null, opensAtEnd: boolean): FollowEnd {
  const following = useRef(opensAtEnd);
  const frame = useRef(0);

  useEffect(() => {
    if (!scroller) return;
    let { scrollTop: top, scrollHeight: height } = scroller;
    const look = () => {
      const isUp = scroller.scrollTop < top - 1;
      // Rows that turn out smaller than was thought take the place along: nobody has left.
      const hasShrunk = scroller.scrollHeight < height;
      ({ scrollTop: top, scrollHeight: height } = scroller);
      if (isUp && !hasShrunk) following.current = false;
    };
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      cancelAnimationFrame(frame.current);
      scroller.removeEventListener('scroll', look);
    };
  }, [scroller]);

  const noteBottom = useCallback(
    (atBottom: boolean) => {
      if (atBottom) following.current = true;
      cancelAnimationFrame(frame.current);
      if (atBottom || !following.current) return;
      // By the next frame it is known whether it was scrolled up.
      frame.current = requestAnimationFrame(() => following.current && list.current?.scrollToIndex({ index: 'LAST', align: 'end' }));
    },
    [list],
  );

  return useMemo(
    () => ({
      follows: () => following.current,
      noteBottom,
      leave: () => void (following.current = false),
      follow: () => void (following.current = true),
    }),
    [noteBottom],
  );
}
