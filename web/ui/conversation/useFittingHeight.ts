import { useLayoutEffect, useRef, type RefObject } from 'react';

const browserFits = CSS.supports('field-sizing', 'content');

/**
 * A field as high as its text, where the browser does not see to that by itself (`field-sizing-content`); also where another width breaks its lines elsewhere: a phone that is
 * turned, a panel that opens. `isThere`: whether it is on the screen.
 */
export function useFittingHeight(field: RefObject<HTMLTextAreaElement | null>, text: string, isThere: boolean): void {
  const width = useRef(0);

  useLayoutEffect(() => {
    if (field.current && !browserFits) fit(field.current);
  }, [field, text, isThere]);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || browserFits) return;
    const sizes = new ResizeObserver(() => {
      // Its own height is what `fit` changes.
      if (element.clientWidth === width.current) return;
      width.current = element.clientWidth;
      fit(element);
    });
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [field, isThere]);
}

/** What is around it keeps its height meanwhile: a list above it would be moved, as if somebody had scrolled it. */
function fit(element: HTMLTextAreaElement): void {
  const { parentElement: around } = element;
  if (around) around.style.minHeight = `${around.offsetHeight}px`;
  element.style.height = 'auto';
  element.style.height = `${element.scrollHeight}px`;
  if (around) around.style.minHeight = '';
}
