import { useCallback, useEffect, useState } from 'react';

const thanksForMs = 3_000;

/** Copies, and knows for a while that it did. `failed`: the browser gives no clipboard, as on a page without https:. True when it is done. */
export function useCopy(): { outcome: 'copied' | 'failed' | null; copy: (text: string) => Promise<boolean> } {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome !== 'copied') return;
    const timer = setTimeout(() => setOutcome(null), thanksForMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = useCallback(async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
      return true;
    } catch {
      setOutcome('failed'); // Whoever asked says what to do instead.
      return false;
    }
  }, []);
  return { outcome, copy };
}
