import { useEffect, useRef, type PointerEvent, type TouchEvent } from 'react';

const longPressMs = 450;
const slackPx = 10;

/** A finger that rests on an element calls `onLongPress`; moving it, as scrolling does, calls it off. */
export function useLongPress(onLongPress: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const fired = useRef(false);
  const start = useRef({ x: 0, y: 0 });
  const cancel = () => clearTimeout(timer.current);
  useEffect(() => cancel, []);
  return {
    onPointerDown: (event: PointerEvent) => {
      cancel();
      fired.current = false;
      if (event.pointerType !== 'touch') return;
      start.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(() => {
        fired.current = true;
        onLongPress();
      }, longPressMs);
    },
    onPointerMove: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > slackPx) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    // Otherwise the lifted finger becomes a mouse press, which takes the focus and so closes what has just opened.
    onTouchEnd: (event: TouchEvent) => fired.current && event.preventDefault(),
  };
}
