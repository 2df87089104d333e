/** What had the focus last outside of dialogs and menus: where it belongs when they are gone. */
let lastOutside: HTMLElement | null = null;

const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** Call once for the page. Returns what stops it. */
export function followFocus(): () => void {
  const note = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && !target.closest(overlays)) lastOutside = target;
  };
  document.addEventListener('focusin', note);
  return () => document.removeEventListener('focusin', note);
}

/**
 * For `onCloseAutoFocus` of a dialog that is not opened by a button of its own, for which Radix gives the focus to nobody. Whoever took it meanwhile keeps it:
 * a conversation that was chosen, another dialog.
 */
export function returnFocus(event: Event): void {
  event.preventDefault();
  const isFree = document.activeElement === null || document.activeElement === document.body;
  if (isFree && lastOutside?.isConnected) lastOutside.focus({ preventScroll: true });
}
