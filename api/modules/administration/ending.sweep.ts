import { claimEnding } from '../users/account-end.actions.js';
import { completeDeletion } from './account-deletion.actions.js';
import { completeSuspension } from './suspension.actions.js';

/** Longer than any request lives: what an account had under way when it ended has arrived by then. */
const restMs = 60_000;
const sweepEveryMs = 10_000;

interface SweepOptions {
  readonly onError: (error: unknown) => void;
  /** Told in tests: sooner than a minute. */
  readonly restMs?: number;
}

/**
 * Completes deletions and suspensions: what a crash has left undone, and what requests that were under way have left behind. Runs on every process; an
 * account is claimed, so that only one of them works on it at a time. Each step may be repeated, so a claim that its holder outlives does no harm.
 */
export function startEndingSweep({ onError, restMs: rest = restMs }: SweepOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  let sweeping: Promise<void> = Promise.resolve();
  const sweep = () => {
    sweeping = sweeping.then(sweepEndings).catch((error: unknown) => {
      if (!signal.aborted) onError(error);
    });
  };

  async function sweepEndings(): Promise<void> {
    while (!signal.aborted) {
      const user = await claimEnding(rest);
      if (!user) return;
      await (user.deletedAt ? completeDeletion(user._id, signal) : completeSuspension(user._id));
    }
  }

  const timer = setInterval(sweep, Math.min(sweepEveryMs, rest)).unref();
  sweep();
  return {
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await sweeping;
    },
  };
}
