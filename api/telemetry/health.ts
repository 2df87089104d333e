/** Whether this process may get traffic. `/readyz` says so. */
export interface Health {
  /** From the moment a stop begins, for good. */
  markStopping(): void;
  isStopping(): boolean;
  /** Why not, in a few words; null when ready. */
  findReasonNotReady(): string | null;
  /** What there is to say when ready. */
  describe(): string;
}

interface Checks {
  readonly isDatabaseConnected: () => boolean;
  /** A heartbeat write came back through the change feed in the last 10 s. */
  readonly isFeedHealthy: () => boolean;
  /** Where the server is several processes. */
  readonly siblings?: { readonly count: number; countServing(): number };
}

export function createHealth(checks: Checks): Health {
  let stopping = false;
  return {
    markStopping: () => {
      stopping = true;
    },
    isStopping: () => stopping,
    findReasonNotReady: () => {
      if (stopping) return 'stopping';
      if (!checks.isDatabaseConnected()) return 'the database is not reachable';
      if (!checks.isFeedHealthy()) return 'the change feed is behind';
      return null;
    },
    describe: () => (checks.siblings ? `ok, ${checks.siblings.countServing()} of ${checks.siblings.count} processes serve` : 'ok'),
  };
}
