import { useContext, useEffect, useState } from 'react';
import { FilesContext } from './FilesContext';

type Source = { url: string | null; urlExpiresAt: number | null; seq: number | null };

/**
 * The address to show something from. It stays the same while it works, though fresher ones come along with every change of the
 * message: what is on the screen is not loaded again. One that has ended, or fails, gives way to the next; until that is there: null.
 */
export function useSteadyUrl({ url, urlExpiresAt, seq }: Source): { url: string | null; onError: () => void } {
  const { onStale, attempt } = useContext(FilesContext);
  const [steady, setSteady] = useState(() => (hasEnded(urlExpiresAt) ? null : url));
  const [failed, setFailed] = useState<{ url: string; attempt: number } | null>(null);
  const isFailed = (candidate: string | null) => failed !== null && failed.url === candidate && failed.attempt === attempt;
  const isMissing = steady === null || isFailed(steady);
  if (isMissing && url !== null && url !== steady && !isFailed(url) && !hasEnded(urlExpiresAt)) setSteady(url);
  useEffect(() => {
    if (isMissing && seq !== null) onStale(seq);
  }, [isMissing, seq, onStale, attempt]);
  return {
    url: isMissing ? null : steady,
    onError: () => {
      if (steady !== null) setFailed({ url: steady, attempt });
    },
  };
}

/** By this device's clock; where it is wrong, loading fails and says so. */
const hasEnded = (at: number | null) => at !== null && at <= Date.now();
