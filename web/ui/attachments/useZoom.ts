import { useEffect, useRef, useState, type MouseEvent, type PointerEvent } from 'react';

export const zoomStep = 1.5;
const largest = 6;
const doubleClickScale = 2.5;

type View = { of: string; scale: number; x: number; y: number };

/** How large a picture is shown and how far it is moved: by wheel, two fingers, double click, dragging and keys. Another `of` starts anew. */
export function useZoom(of: string) {
  const [stored, setView] = useState<View>({ of, scale: 1, x: 0, y: 0 });
  const view = stored.of === of ? stored : { of, scale: 1, x: 0, y: 0 };
  const [surface, setSurface] = useState<HTMLElement | null>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());

  /** `about`: the point of the surface that stays where it is, from its middle. */
  const change = (factor: number, about = { x: 0, y: 0 }) =>
    setView((before) => {
      const from = before.of === of ? before : view;
      const scale = Math.min(largest, Math.max(1, from.scale * factor));
      const grown = scale / from.scale;
      return settle({ of, scale, x: about.x - (about.x - from.x) * grown, y: about.y - (about.y - from.y) * grown }, surface);
    });
  const move = (dx: number, dy: number) =>
    setView((before) => settle({ ...(before.of === of ? before : view), x: before.x + dx, y: before.y + dy }, surface));
  const reset = () => setView({ of, scale: 1, x: 0, y: 0 });

  const newest = useRef(change);
  useEffect(() => {
    newest.current = change;
  });
  useEffect(() => {
    if (!surface) return;
    // React listens passively: the page would scroll, or zoom as a whole.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      newest.current(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), fromMiddle(event, surface));
    };
    surface.addEventListener('wheel', wheel, { passive: false });
    return () => surface.removeEventListener('wheel', wheel);
  }, [surface]);

  const drag = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (!before || !surface) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 };
      change(distance(now, other) / Math.max(1, distance(before, other)), fromMiddle(middle, surface));
    } else if (view.scale > 1) move(now.x - before.x, now.y - before.y);
    pointers.current.set(event.pointerId, now);
  };
  const release = (event: PointerEvent) => void pointers.current.delete(event.pointerId);

  return {
    scale: view.scale,
    isLargest: view.scale >= largest,
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    by: change,
    move,
    reset,
    surface: {
      ref: setSurface,
      onPointerDown: (event: PointerEvent) => {
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: drag,
      onPointerUp: release,
      onPointerCancel: release,
      onDoubleClick: (event: MouseEvent) => {
        if (view.scale > 1) reset();
        else if (surface) change(doubleClickScale, fromMiddle(event, surface));
      },
    },
  };
}

const distance = (one: { x: number; y: number }, other: { x: number; y: number }) => Math.hypot(one.x - other.x, one.y - other.y);

function fromMiddle({ clientX, clientY }: { clientX: number; clientY: number }, surface: HTMLElement) {
  const { left, top, width, height } = surface.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}

/** The picture stays on the screen. */
function settle(view: View, surface: HTMLElement | null): View {
  const width = surface?.clientWidth ?? 0;
  const height = surface?.clientHeight ?? 0;
  const within = (value: number, extent: number) => {
    const most = ((view.scale - 1) * extent) / 2;
    return Math.min(most, Math.max(-most, value));
  };
  return { ...view, x: within(view.x, width), y: within(view.y, height) };
}
