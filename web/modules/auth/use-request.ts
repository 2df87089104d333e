import { useCallback, useEffect, useState } from 'react';
import { RequestRefused, type Refusal } from '../../apollo/refusal';

type Outcome<Answer> = { answer: Answer; refusal: null } | { answer: null; refusal: Refusal | null };

/** One request of a page without Apollo. `refusal` is null while it is under way and where the server was not reached: `failed` tells the two apart. */
export function useRequest<Answer>(request: () => Promise<Answer>) {
  const [round, setRound] = useState(0);
  const [outcome, setOutcome] = useState<Outcome<Answer> | null>(null);
  useEffect(() => {
    let isOver = false;
    request().then(
      (answer) => {
        if (!isOver) setOutcome({ answer, refusal: null });
      },
      (error: unknown) => {
        if (!isOver) setOutcome({ answer: null, refusal: error instanceof RequestRefused ? error.refusal : null });
      },
    );
    return () => {
      isOver = true;
    };
  }, [request, round]);
  const retry = useCallback(() => {
    setOutcome(null);
    setRound((before) => before + 1);
  }, []);
  return {
    answer: outcome?.answer ?? null,
    failed: outcome !== null && outcome.answer === null,
    refusal: outcome?.refusal ?? null,
    isDone: outcome !== null,
    retry,
  };
}
