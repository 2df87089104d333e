import type { ObservableQuery } from '@apollo/client';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { filter, firstValueFrom } from 'rxjs';

type Watched = Pick<ObservableQuery<unknown>, 'pipe'>;
type Request<Answer> = () => Promise<Answer>;

/**
 * One request at a time, and none while the query itself is on its way: what was asked for last is then also what comes last. An answer that was
 * overtaken would take the place of the newer one. Whoever leaves asks for nothing that has not had its turn: it rejects.
 */
export function useTurns(query: Watched) {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const underWay = useRef(0);
  const hasLeft = useRef(false);
  useEffect(() => {
    hasLeft.current = false;
    return () => void (hasLeft.current = true);
  }, []);

  const inTurn = useCallback(
    <Answer>(request: Request<Answer>): Promise<Answer> => {
      const begin = async () => {
        await firstValueFrom(query.pipe(filter(({ loading }) => !loading)));
        if (hasLeft.current) throw new Error('Nobody waits for it any longer.');
        const answer = request();
        running.current = answer;
        return answer;
      };
      // Whoever asked hears of a failure; the next one only waits for it.
      const turn = last.current.then(begin, begin);
      last.current = turn;
      underWay.current += 1;
      return turn.finally(() => void (underWay.current -= 1));
    },
    [query],
  );
  /** The last request of all, for when somebody leaves: after the one that is under way. */
  const atLeaving = useCallback(<Answer>(request: Request<Answer>): Promise<Answer> => running.current.then(request, request), []);
  /** Something was asked for, or waits for its turn. */
  const isBusy = useCallback(() => underWay.current > 0, []);
  return useMemo(() => ({ inTurn, atLeaving, isBusy }), [inTurn, atLeaving, isBusy]);
}
