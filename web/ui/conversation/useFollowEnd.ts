import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';

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
  /** For `totalListHeightChanged`: rows are measured one after the other, and turn out taller than was thought. */
  keep: () => void;
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
export function useFollowEnd(scroller: HTMLElement | null, rows: readonly unknown[], opensAtEnd: boolean): FollowEnd {
  const following = useRef(opensAtEnd);
  const frame = useRef(0);
  const changedAt = useRef(-Infinity);
  const leftAt = useRef(-Infinity);

  /** By the next frame it is known whether it was scrolled up. */
  const goToEnd = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      if (following.current && scroller) scroller.scrollTop = scroller.scrollHeight;
    });
  }, [scroller]);

  useEffect(() => {
    if (!opensAtEnd) leftAt.current = performance.now();
  }, [opensAtEnd]);

  useLayoutEffect(() => {
    changedAt.current = performance.now();
  }, [rows]);

  useEffect(() => {
    if (!scroller) return;
    let { scrollTop: top, scrollHeight: height, clientHeight: room } = scroller;
    let movedAt = -Infinity;
    let resizedAt = -Infinity;
    const noteMove = () => (movedAt = performance.now());
    const look = () => {
      const now = performance.now();
      const isUp = scroller.scrollTop < top - 1;
      if (scroller.clientHeight !== room) resizedAt = now;
      const isFar = scroller.scrollTop < top - swapPx && scroller.scrollHeight === height && now - resizedAt > settleMs;
      if (scroller.scrollHeight !== height || resizedAt === now) changedAt.current = now;
      ({ scrollTop: top, scrollHeight: height, clientHeight: room } = scroller);
      // Rows that turn out smaller than was thought take the place along, also where others make up for their height: nobody has left.
      const isMoved = isFar || now - movedAt < moveMs || now - changedAt.current > settleMs;
      if (isUp && isMoved) following.current = false;
      // What moved it was the list itself, which makes up for rows above that it has measured.
      else if (isUp && following.current) goToEnd();
    };
    // A screen that turns, or a keyboard that comes up, moves the list and breaks its rows anew: nobody has left.
    const resized = new ResizeObserver(() => {
      changedAt.current = resizedAt = performance.now();
      if (following.current) goToEnd();
    });
    resized.observe(scroller);
    scroller.addEventListener('scroll', look, { passive: true });
    for (const type of moves) scroller.addEventListener(type, noteMove, { passive: true });
    return () => {
      cancelAnimationFrame(frame.current);
      resized.disconnect();
      scroller.removeEventListener('scroll', look);
      for (const type of moves) scroller.removeEventListener(type, noteMove);
    };
  }, [scroller, goToEnd]);

  const noteBottom = useCallback(
    (atBottom: boolean, isEnd: boolean) => {
      // By estimated heights the way to a place may lead over the end.
      const isOnItsWay = performance.now() - leftAt.current < settleMs;
      if (atBottom && !isOnItsWay) following.current = true;
      if (!isEnd) following.current = false;
      if (!atBottom && following.current) goToEnd();
    },
    [goToEnd],
  );

  const keep = useCallback(() => {
    if (following.current) goToEnd();
  }, [goToEnd]);

  return useMemo(
    () => ({
      keep,
      follows: () => following.current,
      noteBottom,
      leave: () => {
        following.current = false;
        leftAt.current = performance.now();
      },
      follow: () => void (following.current = true),
    }),
    [noteBottom, keep],
  );
}
