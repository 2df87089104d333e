import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { useCallback } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageRow } from '../view';
import type { PlacedRow } from './placeRows';
import { useRowWindow, type Place } from './useRowWindow';

const roomPx = 600;
const rowPx = 40;
/** Of rows that are not as high as the others. */
let heights: Map<string, number>;
let top: number;
let resized: () => void;
let loadedOlder: number;

const heightOf = (row: Element) => heights.get((row as HTMLElement).dataset['key'] ?? '') ?? rowPx;
const rowsIn = (scroller: Element) => [...(scroller.firstElementChild?.children ?? [])];
const lengthOf = (scroller: Element) => rowsIn(scroller).reduce((sum, row) => sum + heightOf(row), 0);
const isScroller = (element: Element) => element.getAttribute('role') === 'log';

/** Nothing is laid out here: this is as much of it as the list asks for. */
beforeEach(() => {
  heights = new Map();
  top = 0;
  loadedOlder = 0;
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    if (isScroller(this)) return new DOMRect(0, 0, 300, roomPx);
    const scroller = this.closest('[role="log"]');
    if (!scroller) return new DOMRect();
    const rows = rowsIn(scroller);
    const place = rows.indexOf(this);
    if (place < 0) return new DOMRect(0, -scroller.scrollTop, 300, lengthOf(scroller));
    const above = rows.slice(0, place).reduce((sum, row) => sum + heightOf(row), 0);
    return new DOMRect(0, above - scroller.scrollTop, 300, heightOf(this));
  });
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function layOut(scroller: HTMLElement): void {
  const furthest = () => Math.max(0, lengthOf(scroller) - roomPx);
  Object.defineProperties(scroller, {
    clientHeight: { value: roomPx },
    scrollHeight: { get: () => Math.max(roomPx, lengthOf(scroller)) },
    scrollTop: { get: () => Math.min(top, furthest()), set: (value: number) => (top = Math.max(0, Math.min(value, furthest()))) },
  });
}

type Shown = { first: number; last: number; opening?: Place; hasNewer?: boolean };

/** Rows by number, each of them a focusable paragraph. */
function List({ first, last, opening = 'end', hasNewer = false }: Shown) {
  const rows = Array.from(
    { length: last - first + 1 },
    (_, place) => ({ row: { key: String(first + place), seq: first + place } as MessageRow }) as PlacedRow,
  );
  const { scrollerRef, listRef, shown, goTo, onUse } = useRowWindow({
    rows,
    opening,
    hasOlder: first > 1,
    hasNewer,
    onLoadOlder: () => void (loadedOlder += 1),
    onLoadNewer: () => undefined,
  });
  const lay = useCallback(
    (element: HTMLElement | null) => {
      if (element) layOut(element);
      scrollerRef(element);
    },
    [scrollerRef],
  );
  return (
    <>
      <div role="log" ref={lay}>
        <div ref={listRef} onFocus={onUse} onBlur={onUse}>
          {shown.map(({ row }) => (
            <p key={row.key} data-key={row.key} tabIndex={-1} />
          ))}
        </div>
      </div>
      <button onClick={() => goTo('end')} />
    </>
  );
}

function open(first: Shown) {
  const { container, rerender } = render(<List {...first} />);
  const scroller = container.querySelector('[role="log"]') ?? container;
  const inSight = () =>
    rowsIn(scroller).flatMap((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > 0 && top < roomPx ? [Number((row as HTMLElement).dataset['key'])] : [];
    });
  return {
    scroller,
    /** The number of the first row in sight, and where its top is. */
    firstInSight: () => [
      inSight()[0],
      Math.round(container.querySelector(`[data-key="${inSight()[0]}"]`)?.getBoundingClientRect().top ?? NaN),
    ],
    lastInSight: () => inSight().at(-1),
    gap: () => scroller.scrollHeight - scroller.scrollTop - roomPx,
    drawn: () => rowsIn(scroller).length,
    bring: (shown: Shown) => rerender(<List {...shown} />),
    scrollBy: (px: number) => {
      scroller.scrollTop += px;
      fireEvent.scroll(scroller);
    },
    change: (key: number, height: number) => {
      heights.set(String(key), height);
      act(() => resized());
    },
    row: (key: number) => container.querySelector<HTMLElement>(`[data-key="${key}"]`),
    jumpToEnd: () => fireEvent.click(container.querySelector('button') ?? container),
  };
}

test('who is at the end stays there, whatever comes and changes, and few rows are drawn', () => {
  const list = open({ first: 1, last: 300 });
  expect(list.lastInSight()).toBe(300);
  list.bring({ first: 101, last: 500 });
  list.change(490, 200);
  list.change(495, 10);
  expect(list.gap()).toBe(0);
  expect(list.lastInSight()).toBe(500);
  expect(list.drawn()).toBeLessThan(80);
});

test('in a burst few more rows are drawn than are seen, and after it as many as before', () => {
  vi.useFakeTimers();
  const list = open({ first: 1, last: 300 });
  const atRest = list.drawn();
  const bring = (last: number) => {
    vi.advanceTimersByTime(1_000);
    list.bring({ first: 1, last });
    expect(list.gap()).toBe(0);
    expect(list.scroller.scrollTop).toBeGreaterThanOrEqual(0);
    expect(list.lastInSight()).toBe(last);
  };
  for (const last of [400, 500, 600]) bring(last);
  const inBurst = list.drawn();
  expect(inBurst * rowPx).toBeGreaterThan(roomPx);
  expect(inBurst * rowPx).toBeLessThan(roomPx + 300);
  // Rows that are lower than those before them: more are drawn at once.
  for (let key = 601; key <= 700; key += 1) heights.set(String(key), 20);
  bring(700);
  expect(list.firstInSight()[1]).toBeLessThanOrEqual(0);
  act(() => void vi.advanceTimersByTime(2_000));
  expect(list.drawn() * 20).toBeGreaterThan(roomPx + 300);
  expect(atRest).toBeGreaterThan(inBurst);
  list.bring({ first: 1, last: 701 });
  expect(list.drawn()).toBeGreaterThan(inBurst);
  vi.useRealTimers();
});

test('who has scrolled up sees the same rows in the same place while others come, before and after, and change their size', () => {
  const list = open({ first: 51, last: 300 });
  list.scrollBy(-3_010);
  const before = list.firstInSight();
  list.bring({ first: 51, last: 400 });
  expect(list.firstInSight()).toEqual(before);
  list.bring({ first: 1, last: 400 });
  expect(list.firstInSight()).toEqual(before);
  list.change(Number(before[0]) - 3, 300);
  expect(list.firstInSight()).toEqual(before);
  expect(list.drawn()).toBeLessThan(160);
});

test('whoever scrolls up comes to the first row, and is asked for older ones only there', () => {
  const list = open({ first: 51, last: 350 });
  expect(loadedOlder).toBe(0);
  while (list.firstInSight()[0] !== 51) list.scrollBy(-500);
  expect(loadedOlder).toBeGreaterThan(0);
});

test('who comes back to the end by scrolling stays there again', () => {
  const list = open({ first: 1, last: 300 });
  list.scrollBy(-2_000);
  while (list.gap() > 0) list.scrollBy(500);
  list.bring({ first: 1, last: 320 });
  expect(list.lastInSight()).toBe(320);
  expect(list.gap()).toBe(0);
});

test('who is where the list is cut stands near the first that is left, and is not taken to the end', () => {
  const list = open({ first: 1, last: 400, opening: { key: '5', at: 'top' } });
  list.bring({ first: 201, last: 400 });
  expect(list.firstInSight()[0]).toBeLessThan(210);
  expect(loadedOlder).toBeGreaterThan(0);
});

test('who reads to the end of what is loaded is not taken past it by the last page', () => {
  const list = open({ first: 1, last: 100, opening: { key: '100', at: 'bottom' }, hasNewer: true });
  expect(list.lastInSight()).toBe(100);
  list.bring({ first: 1, last: 130 });
  expect(list.lastInSight()).toBe(100);
});

test('an end that is still to be loaded is gone to when it comes', () => {
  const list = open({ first: 1, last: 100, opening: { key: '50', at: 'center' }, hasNewer: true });
  const before = list.firstInSight();
  list.jumpToEnd();
  expect(list.firstInSight()).toEqual(before);
  list.bring({ first: 1, last: 130 });
  expect(list.lastInSight()).toBe(130);
});

test('a row that is opened at stays in the middle while rows turn out higher, until somebody scrolls', () => {
  const list = open({ first: 1, last: 200, opening: { key: '100', at: 'center' } });
  const topOf = () => list.row(100)?.getBoundingClientRect().top;
  expect(topOf()).toBe((roomPx - rowPx) / 2);
  list.change(97, 400);
  expect(topOf()).toBe((roomPx - rowPx) / 2);
  list.scrollBy(-100);
  expect(topOf()).toBe((roomPx - rowPx) / 2 + 100);
});

test('a row that has the focus stays while others come', () => {
  const list = open({ first: 1, last: 300 });
  act(() => list.row(290)?.focus());
  for (const last of [320, 340, 400]) list.bring({ first: 1, last });
  // More of the rows is seen than was.
  for (let key = 285; key <= 400; key += 1) heights.set(String(key), 3);
  act(() => resized());
  expect(document.activeElement).toBe(list.row(290));
  heights.clear();
  act(() => list.row(290)?.blur());
  list.bring({ first: 1, last: 401 });
  expect(list.row(290)).toBeNull();
});
