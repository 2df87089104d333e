import { useEffect, useRef, useState } from 'react';
import type { Freshness } from '../../ui/view';

const gatherMs = 60;
/** An answer brings the messages on both sides, too. */
const reach = 20;
/** What is asked for again and again is gone. */
const againAfterMs = 30_000;

/** Asks for the messages anew whose files have addresses that ended; what is asked for without a line, once it is back. */
export function useStaleFiles(loadAgain: (seq: number) => Promise<unknown>, freshness: Freshness) {
  const stale = useRef(new Set<number>());
  const askedAt = useRef(new Map<number, number>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isLive = freshness.state === 'live';
  const [lives, setLives] = useState({ isLive, count: 0 });
  if (lives.isLive !== isLive) setLives({ isLive, count: lives.count + (isLive ? 1 : 0) });

  async function ask(): Promise<void> {
    const [seq] = stale.current;
    if (seq === undefined) return;
    const near = [...stale.current].filter((other) => Math.abs(other - seq) <= reach);
    for (const other of near) {
      stale.current.delete(other);
      askedAt.current.set(other, Date.now());
    }
    try {
      await loadAgain(seq);
    } catch {
      // The line is lost: asked for again when it is back.
      for (const other of near) {
        stale.current.add(other);
        askedAt.current.delete(other);
      }
      return;
    }
    await ask();
  }

  const askSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void ask(), gatherMs);
  };
  useEffect(() => {
    if (isLive && stale.current.size > 0) askSoon();
    return () => clearTimeout(timer.current);
    // Only when the line comes back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLive]);

  return {
    /** Grows each time the line comes back. */
    attempt: lives.count,
    onStale: (seq: number) => {
      if (Date.now() - (askedAt.current.get(seq) ?? 0) < againAfterMs) return;
      stale.current.add(seq);
      if (isLive) askSoon();
    },
  };
}
