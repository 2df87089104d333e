import type { ObservableQuery } from '@apollo/client';
import { useCallback, useRef } from 'react';
import { filter, firstValueFrom } from 'rxjs';

type Watched = Pick<ObservableQuery<unknown>, 'pipe'>;

/**
 * One request at a time, and none while the query itself is on its way: what was asked for last is then also what comes last. An answer that was
 * overtaken would take the place of the newer one.
 */
export function useTurns(query: Watched) {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback(
    <Answer>(request: () => Promise<Answer>): Promise<Answer> => {
      const begin = async () => {
        await firstValueFrom(query.pipe(filter(({ loading }) => !loading)));
        return request();
      };
      // Whoever asked hears of a failure; the next one only waits for it.
      const turn = last.current.then(begin, begin);
      last.current = turn;
      return turn;
    },
    [query],
  );
}
