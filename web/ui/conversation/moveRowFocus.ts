import type { KeyboardEvent } from 'react';

/**
 * Arrow keys walk from message to message. From the list itself, ArrowUp goes to the last message in sight. Rows outside
 * the sight are rendered some way ahead, so there is always a next one until the history ends; the focus scrolls to it.
 */
export function moveRowFocus(event: KeyboardEvent, scroller: HTMLElement): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-row]')];
  const index = rows.findIndex((row) => row === event.target);
  let next: HTMLElement | undefined;
  if (index >= 0) {
    next = rows[index + (event.key === 'ArrowUp' ? -1 : 1)];
  } else if (event.target === scroller && event.key === 'ArrowUp') {
    const { bottom } = scroller.getBoundingClientRect();
    next = rows.findLast((row) => row.getBoundingClientRect().top < bottom);
  }
  if (!next) return;
  event.preventDefault();
  next.focus();
}
