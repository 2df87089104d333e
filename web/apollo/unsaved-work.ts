import { useEffect } from 'react';

/** What is on the screen of this tab alone, and would be lost by a reload. Drafts and what was sent are kept, and are none of it. */
const holders = new Set<symbol>();
const listeners = new Set<() => void>();

export const hasUnsavedWork = () => holders.size > 0;

export function onUnsavedWork(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** While `unsaved` is true nobody is offered to reload the app. */
export function useUnsavedWork(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const holder = Symbol('unsaved work');
    const tell = () => listeners.forEach((listener) => listener());
    holders.add(holder);
    tell();
    return () => {
      holders.delete(holder);
      tell();
    };
  }, [unsaved]);
}
