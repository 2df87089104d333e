import { useEffect, useState } from 'react';

/** The current time, renewed every `intervalMs`, so that "14:02" becomes "yesterday" on a screen left open overnight. */
export function useNow(intervalMs = 60_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
