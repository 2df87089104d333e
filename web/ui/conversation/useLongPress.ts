import { useEffect, useRef, type PointerEvent } from 'react';

const longPressMs = 450;
const slackPx = 10;

/** A finger that rests on an element calls `onLongPress`; moving it, as scrolling does, calls it off. */
export function useLongPress(onLongPress: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const cancel = () => clearTimeout(timer.current);
  useEffect(() => cancel, []);
  return {
    onPointerDown: (event: PointerEvent) => {
      cancel();
      if (event.pointerType !== 'touch') return;
      start.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(onLongPress, longPressMs);
    },
    onPointerMove: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > slackPx) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}
