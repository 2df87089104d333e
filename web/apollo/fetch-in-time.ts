/** A fetch whose answer comes within the limit, or rejects: the line is dead, and nobody has said so. Whatever waits for it, as the outbox does, tries again. */
export const fetchInTime =
  (limitMs: number): typeof fetch =>
  (input, init) => {
    const signals = [AbortSignal.timeout(limitMs), ...(init?.signal ? [init.signal] : [])];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
