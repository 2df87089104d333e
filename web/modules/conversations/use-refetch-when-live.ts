import { useEffect } from 'react';
import { useFreshness } from '../../apollo/services';

/** What failed while the line was down is asked for again when it is back. */
export function useRefetchWhenLive(error: unknown, refetch: () => Promise<unknown>): void {
  const isLive = useFreshness().state === 'live';
  const failed = error !== undefined && error !== null;
  useEffect(() => {
    // A second failure shows in the query's own `error`.
    if (isLive && failed) void refetch().catch(() => undefined);
    // Only the change to live counts: an error while live would otherwise be asked for again without end.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLive]);
}
