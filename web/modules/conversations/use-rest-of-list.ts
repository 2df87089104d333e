import { useEffect } from 'react';
import { useFreshness } from '../../apollo/services';

type Page = { pageInfo: { hasNextPage: boolean; endCursor: string | null } } | undefined;

/** Loads the pages of a list that are not there yet, one after the other: names are looked for on the device, so all of them have to be there. */
export function useRestOfList(isWanted: boolean, page: Page, loadAfter: (cursor: string) => Promise<unknown>): void {
  const isLive = useFreshness().state === 'live';
  const next = isWanted && isLive && page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  useEffect(() => {
    // Where a page could not be loaded the next search, or the line that is back, asks again.
    if (next !== null) void loadAfter(next).catch(() => undefined);
    // Apollo's functions are other ones after each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [next]);
}
