import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';

/** What a person moves the list with, and for how long after it a movement is theirs. */
const moves = ['wheel', 'touchmove', 'pointerdown', 'keydown'];
const moveMs = 1_000;
/** For how long the list may move of itself after rows came or changed their size, and on its way to a place. */
const settleMs = 1_000;
/** Further than this the list does not move of itself while its height stays the same: some rows have come in the place of what others shrank by. */
const swapPx = 100;

export type FollowEnd = {
  /** Whether new rows are to be scrolled to. */
  follows: () => boolean;
  /** For `atBottomStateChange`; `isEnd`: what the list shows ends with the newest row. */
  noteBottom: (atBottom: boolean, isEnd: boolean) => void;
  /** The list is sent elsewhere on purpose. */
  leave: () => void;
  /** The list is sent to an end that is still to be loaded. */
  follow: () => void;
};

/**
 * Who is at the end stays there until the list is scrolled up, by whatever means. Virtuoso alone goes by where the list stands when rows come: in a
 * burst that grows it faster than it is drawn, it would take the growth for a reader who has left.
 */
export function useFollowEnd(
  list: RefObject<VirtuosoHandle | null>,
  scroller: HTMLElement | null,
  rows: readonly unknown[],
  opensAtEnd: boolean,
): FollowEnd {
  const following = useRef(opensAtEnd);
  const frame = useRef(0);
  const changedAt = useRef(-Infinity);
  const leftAt = useRef(-Infinity);

  useEffect(() => {
    if (!opensAtEnd) leftAt.current = performance.now();
  }, [opensAtEnd]);

  useLayoutEffect(() => {
    changedAt.current = performance.now();
  }, [rows]);

  useEffect(() => {
    if (!scroller) return;
    let { scrollTop: top, scrollHeight: height } = scroller;
    let movedAt = -Infinity;
    const noteMove = () => (movedAt = performance.now());
    const look = () => {
      const now = performance.now();
      const isUp = scroller.scrollTop < top - 1;
      const isFar = scroller.scrollTop < top - swapPx && scroller.scrollHeight === height;
      if (scroller.scrollHeight !== height) changedAt.current = now;
      ({ scrollTop: top, scrollHeight: height } = scroller);
      // Rows that turn out smaller than was thought take the place along, also where others make up for their height: nobody has left.
      const isMoved = isFar || now - movedAt < moveMs || now - changedAt.current > settleMs;
      if (isUp && isMoved) following.current = false;
    };
    scroller.addEventListener('scroll', look, { passive: true });
    for (const type of moves) scroller.addEventListener(type, noteMove, { passive: true });
    return () => {
      cancelAnimationFrame(frame.current);
      scroller.removeEventListener('scroll', look);
      for (const type of moves) scroller.removeEventListener(type, noteMove);
    };
  }, [scroller]);

  const noteBottom = useCallback(
    (atBottom: boolean, isEnd: boolean) => {
      // By estimated heights the way to a place may lead over the end.
      const isOnItsWay = performance.now() - leftAt.current < settleMs;
      if (atBottom && !isOnItsWay) following.current = true;
      if (!isEnd) following.current = false;
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
      leave: () => {
        following.current = false;
        leftAt.current = performance.now();
      },
      follow: () => void (following.current = true),
    }),
    [noteBottom],
  );
}
