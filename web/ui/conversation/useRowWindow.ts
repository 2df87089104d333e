import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSteadyFunctions } from '../basics/useSteady';
import type { PlacedRow } from './placeRows';

/** Where the list stands: at its end, with a row in the middle or near the top, or with a row so many px below the top. */
export type Place = 'end' | { key: string; at: 'center' | 'top' | 'bottom' | number };

/** The rows that are drawn, by their keys. `to`: null for the newest; `from`: null for so many as `count` says. */
type RowWindow = { from: string | null; to: string | null; count: number };

type Options = {
  rows: readonly PlacedRow[];
  opening: Place;
  hasOlder: boolean;
  hasNewer: boolean;
  onLoadOlder: () => void;
  onLoadNewer: () => void;
};

/** Rows are drawn at least so far beyond either edge of what is seen, and at most twice as far. */
const marginPx = 1_000;
/** At the end, where nobody scrolls. */
const endMarginPx = 300;
/** While rows come in a burst there, few more are drawn than are seen: each is gone again with the next. */
const burstMarginPx = 120;
/** Changes that follow each other so closely, and more than one of them, are a burst. Longer than events wait to be shown (web/live/event-queue.ts). */
const burstMs = 2_000;
const step = 20;
const burstStep = 4;
/** No row is lower. */
const leastRowPx = 30;
const roomAboveTopPx = 48;
/** Who scrolls down to so little of the end goes there. */
const nearEndPx = 24;
/** Who is as near has nothing to jump to. */
const inSightOfEndPx = 120;
/** A row whose menu or picker is open: MessageItem.tsx. */
const openSurface = '[data-surface]';

/**
 * Draws the part of the rows around what is seen, in plain flow, and keeps the place while rows come, go and change their size: the end, or the first row in
 * sight. The browser's own anchoring is switched off for that (`overflow-anchor`), since not all have it. Only who scrolls changes the place: whatever moves
 * the list by itself is put right before it is painted.
 */
export function useRowWindow({ rows, opening, hasOlder, hasNewer, onLoadOlder, onLoadNewer }: Options) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const place = useRef(opening);
  /** What `scrollTop` was when the place was last kept or noted: another value means that somebody has scrolled. */
  const keptTop = useRef(0);
  const [rowWindow, setRowWindow] = useState(() => windowAround(rows, opening));
  const [isNearEnd, setIsNearEnd] = useState(opening === 'end');
  const [isSeen, setIsSeen] = useState(true);
  const burst = useRef({ changedAt: -Infinity, changes: 0 });
  const { start, end } = boundsOf(rows, rowWindow);
  const shown = useMemo(() => rows.slice(start, end), [rows, start, end]);
  const endsRun = end === rows.length && !hasNewer;

  const elementOf = (key: string) => list.current?.children[shown.findIndex(({ row }) => row.key === key)];

  /** By somebody: what becomes shorter leaves it at the bottom. */
  const isMoved = (scroller: HTMLElement) =>
    Math.abs(scroller.scrollTop - keptTop.current) > 1 && (place.current !== 'end' || bottomGap(scroller) > 1);

  /** False: other rows have to be drawn first. */
  function keepPlace(): boolean {
    if (!scroller || scroller.clientHeight === 0) return false;
    // Its event is still to come. Elsewhere rows that are no longer drawn may have moved it.
    if (place.current === 'end' && rowWindow.to === null && isMoved(scroller)) notePlace();
    const wanted = place.current;
    if (wanted === 'end' && rowWindow.to === null) scroller.scrollTop = scroller.scrollHeight;
    else if (wanted !== 'end') {
      const row = elementOf(wanted.key)?.getBoundingClientRect();
      const view = scroller.getBoundingClientRect();
      // What somebody has scrolled by, and whose event is still to come. What becomes shorter leaves it at the bottom.
      const scrolledBy = scroller.scrollTop - keptTop.current;
      if (typeof wanted.at === 'number' && Math.abs(scrolledBy) > 1 && bottomGap(scroller) > 1) wanted.at -= scrolledBy;
      const isOff = row ? row.top - view.top - topOf(wanted.at, view.height, row.height) : 0;
      if (Math.abs(isOff) >= 1) scroller.scrollTop += isOff;
    }
    keptTop.current = scroller.scrollTop;
    const comesToEnd = wanted === 'end' ? rowWindow.to !== null && !hasNewer : endsRun && bottomGap(scroller) <= 1;
    if (comesToEnd) standAtEnd();
    return !comesToEnd;
  }

  function standAtEnd(): void {
    place.current = 'end';
    setRowWindow(windowAround(rows, 'end'));
  }

  /** Somebody has scrolled. */
  function notePlace(): void {
    if (!scroller || scroller.clientHeight === 0) return;
    const goesUp = scroller.scrollTop < keptTop.current;
    keptTop.current = scroller.scrollTop;
    const gap = bottomGap(scroller);
    if (endsRun && (gap <= 1 || (!goesUp && gap <= nearEndPx))) {
      if (place.current !== 'end') standAtEnd();
      return;
    }
    const { top } = scroller.getBoundingClientRect();
    const index = [...(list.current?.children ?? [])].findIndex((row) => row.getBoundingClientRect().bottom > top);
    const first = shown[index];
    const element = list.current?.children[index];
    if (first && element) place.current = { key: first.row.key, at: element.getBoundingClientRect().top - top };
    setRowWindow((before) => (before.to === null ? fixed(shown, before) : before));
  }

  /** Draws more where little is left, and less where much is; asks for more where nothing is left. */
  function look(mayLoad: boolean): void {
    if (!scroller || !list.current || scroller.clientHeight === 0) return;
    setIsNearEnd(endsRun && bottomGap(scroller) <= inSightOfEndPx);
    const view = scroller.getBoundingClientRect();
    const box = list.current.getBoundingClientRect();
    const above = view.top - box.top;
    const below = box.bottom - view.bottom;
    if (place.current === 'end' && endsRun) {
      // What somebody uses stays while others come.
      const isUsed = list.current.contains(document.activeElement) || list.current.querySelector(openSurface) !== null;
      const from = isUsed ? (shown[0]?.row.key ?? null) : null;
      const drawn = rows.length - start;
      const count = Math.min(rows.length, countAtEnd(drawn, above, !isUsed && burst.current.changes > 1, list.current, view));
      if (count !== drawn) setRowWindow((before) => ({ ...before, from: null, to: null, count }));
      else setRowWindow((before) => (before.from === from ? before : { ...before, from }));
    } else {
      const drawn = [...list.current.children].map((row) => row.getBoundingClientRect());
      const spareAbove = drawn.findIndex(({ bottom }) => bottom > view.top - 2 * marginPx);
      const spareBelow = drawn.length - 1 - drawn.findLastIndex(({ top }) => top < view.bottom + 2 * marginPx);
      const first = above < marginPx ? start - step : start + Math.max(0, spareAbove);
      const last = below < marginPx ? end + step : end - spareBelow;
      const from = rows[Math.max(0, first)]?.row.key;
      const to = rows[Math.min(rows.length, last) - 1]?.row.key;
      if (from !== undefined && to !== undefined)
        setRowWindow((before) => (before.from === from && before.to === to ? before : { ...before, from, to }));
    }
    if (!mayLoad) return;
    if (hasOlder && start === 0 && above < marginPx) onLoadOlder();
    if (hasNewer && end === rows.length && below < marginPx) onLoadNewer();
  }

  const keepAndLook = useEffectEvent((mayLoad: boolean) => {
    if (keepPlace()) look(mayLoad);
  });
  function follow(mayLoad: boolean): void {
    if (scroller && isMoved(scroller)) notePlace();
    else if (scroller && Math.abs(scroller.scrollTop - keptTop.current) > 1) keptTop.current = scroller.scrollTop;
    look(mayLoad);
  }
  const scrolled = useEffectEvent(() => follow(true));

  const newest = rows[rows.length - 1]?.row.key;
  useLayoutEffect(() => {
    const { changedAt, changes } = burst.current;
    const now = performance.now();
    burst.current = { changedAt: now, changes: now - changedAt < burstMs ? changes + 1 : 0 };
    const calm = setTimeout(() => {
      burst.current.changes = 0;
      keepAndLook(false);
    }, burstMs);
    return () => clearTimeout(calm);
  }, [newest]);
  useLayoutEffect(() => keepAndLook(true), [scroller, shown, rowWindow]);

  useEffect(() => {
    if (!scroller) return;
    const onScroll = () => scrolled();
    // Before what has another size is painted.
    const resized = new ResizeObserver(() => {
      setIsSeen(scroller.clientHeight > 0);
      keepAndLook(false);
    });
    resized.observe(scroller);
    for (const content of scroller.children) resized.observe(content);
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);

  const { goTo } = useSteadyFunctions({
    goTo: (next: Place) => {
      place.current = next;
      keptTop.current = scroller?.scrollTop ?? 0;
      // Who waits for the end to be loaded sees what was seen so far.
      if (next !== 'end' || !hasNewer) setRowWindow(windowAround(rows, next));
    },
  });

  return {
    scroller,
    scrollerRef: setScroller,
    listRef: list,
    shown,
    isNearEnd,
    /** What comes at the end is brought into sight. */
    isFollowing: rowWindow.to === null && endsRun && isSeen,
    goTo,
    /** For `onFocus` and `onBlur` of the list: what gets the focus is scrolled to, and its event is still to come. */
    onUse: () => follow(false),
  };
}

/** How many rows are to be drawn at the end, where so many px of them are above what is seen. */
function countAtEnd(drawn: number, above: number, isBurst: boolean, list: Element, view: DOMRect): number {
  if (!isBurst) return above < endMarginPx ? drawn + step : drawn;
  if (above < 0) return drawn + burstStep;
  if (above < 2 * burstMarginPx) return drawn;
  return drawn - [...list.children].findIndex((row) => row.getBoundingClientRect().bottom > view.top - burstMarginPx);
}

function topOf(at: 'center' | 'top' | 'bottom' | number, room: number, height: number): number {
  if (at === 'center') return Math.max(0, (room - height) / 2);
  if (at === 'bottom') return room - height;
  return at === 'top' ? roomAboveTopPx : at;
}

const bottomGap = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => scrollHeight - scrollTop - clientHeight;

const fixed = (shown: readonly PlacedRow[], before: RowWindow): RowWindow => ({
  ...before,
  from: shown[0]?.row.key ?? null,
  to: shown[shown.length - 1]?.row.key ?? null,
});

/** A new object each time: whatever is drawn already, the place is taken. */
function windowAround(rows: readonly PlacedRow[], place: Place): RowWindow {
  const count = Math.ceil(innerHeight / leastRowPx) + step / 2;
  const index = place === 'end' ? -1 : rows.findIndex(({ row }) => row.key === place.key);
  if (index < 0) return { from: null, to: null, count };
  const from = rows[Math.max(0, index - count)]?.row.key ?? null;
  const to = rows[Math.min(rows.length - 1, index + count)]?.row.key ?? null;
  return { from, to, count };
}

function boundsOf(rows: readonly PlacedRow[], { from, to, count }: RowWindow): { start: number; end: number } {
  const indexOf = (key: string | null) => (key === null ? -1 : rows.findIndex(({ row }) => row.key === key));
  const end = indexOf(to) + 1 || rows.length;
  const first = indexOf(from);
  return { start: first >= 0 && first < end ? first : Math.max(0, end - count), end };
}
