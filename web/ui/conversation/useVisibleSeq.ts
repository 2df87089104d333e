import { useCallback, useEffect, useRef } from 'react';

const visiblePx = 24;

/** The greatest `data-seq` whose row shows at least 24 px inside the scroller; null when none does. */
function findVisibleSeq(scroller: HTMLElement): number | null {
  const edge = scroller.getBoundingClientRect();
  let greatest: number | null = null;
  for (const row of scroller.querySelectorAll<HTMLElement>('[data-seq]')) {
    const { top, bottom } = row.getBoundingClientRect();
    const shown = Math.min(bottom, edge.bottom) - Math.max(top, edge.top);
    if (shown < Math.min(visiblePx, bottom - top) || shown <= 0) continue;
    const seq = Number(row.dataset.seq);
    if (greatest === null || seq > greatest) greatest = seq;
  }
  return greatest;
}

/**
 * Reports what was on the screen, growing only, once a frame at most, and only while the page is visible: a tab in the
 * background reads nothing. `change` is anything whose change may bring rows into sight.
 */
export function useVisibleSeq(scroller: HTMLElement | null, change: unknown, onVisibleSeq: (seq: number) => void): void {
  const reported = useRef(-1);
  const frame = useRef(0);
  const report = useRef(onVisibleSeq);
  useEffect(() => {
    report.current = onVisibleSeq;
  }, [onVisibleSeq]);

  const look = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      if (!scroller || document.visibilityState !== 'visible') return;
      const seq = findVisibleSeq(scroller);
      if (seq === null || seq <= reported.current) return;
      reported.current = seq;
      report.current(seq);
    });
  }, [scroller]);

  useEffect(() => {
    if (!scroller) return;
    scroller.addEventListener('scroll', look, { passive: true });
    document.addEventListener('visibilitychange', look);
    const sizes = new ResizeObserver(look);
    sizes.observe(scroller);
    for (const content of scroller.children) sizes.observe(content);
    return () => {
      scroller.removeEventListener('scroll', look);
      document.removeEventListener('visibilitychange', look);
      sizes.disconnect();
      cancelAnimationFrame(frame.current);
    };
  }, [scroller, look]);

  useEffect(look, [look, change]);
}
