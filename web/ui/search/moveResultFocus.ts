import type { KeyboardEvent } from 'react';

/**
 * Arrow keys walk over what was found: from the field down to the first, on to the next, and from the first back to the field. Rows outside the sight are
 * rendered some way ahead, so there is always a next one until the list ends.
 */
export function moveResultFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const field = event.currentTarget.querySelector<HTMLElement>('[role="search"] input');
  const results = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-result]')];
  const place = results.findIndex((result) => result === document.activeElement);
  if (place < 0 && event.target !== field) return;
  const next = event.key === 'ArrowDown' ? results[place + 1] : place > 0 ? results[place - 1] : field;
  if (!next) return;
  event.preventDefault();
  next.focus();
}
