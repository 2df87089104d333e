import { useEffect, useEffectEvent } from 'react';
import { hasCommandKey } from '../ui/basics/commandKey';

const hasOpenDialog = () => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** Other scripts have no K: there the place of the key counts. */
const isK = ({ key, code }: KeyboardEvent) => key.toLowerCase() === 'k' || (code === 'KeyK' && !/^[a-z]$/iu.test(key));

type Asked = { onPalette: () => void; isPaletteOpen: boolean; onShortcuts: () => void };

/** Ctrl or ⌘ with K opens and closes the palette, ? outside of text fields tells of the keys; neither while another dialog asks for something. */
export function useCommandKeys({ onPalette, isPaletteOpen, onShortcuts }: Asked): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.defaultPrevented) return;
    const hasModifier = hasCommandKey() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (hasModifier && !event.shiftKey && isK(event)) {
      // Also where it does nothing here: the browser's own meaning of it would lead out of the app.
      event.preventDefault();
      if (!event.repeat && (isPaletteOpen || !hasOpenDialog())) onPalette();
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !isTextField(event.target) && !hasOpenDialog()) {
      event.preventDefault();
      onShortcuts();
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => hear(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
