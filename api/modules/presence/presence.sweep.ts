import type { Logger } from 'pino';
import { findProcesses, removeProcess } from './presence.actions.js';

const lookEveryMs = 2_000;
/** Processes whose end this one has not seen, as of before its own start, are looked for less often. */
const searchEveryMs = 60_000;
/** As long as it is not known of one of them whether it lives: that takes some seconds after the start. */
const searchAgainMs = 5_000;

export interface SweepOptions {
  readonly processId: string;
  readonly processes: {
    /** Undefined for one that lives, or may live; null where its end is not known. */
    findEnd(processId: string): Date | null | undefined;
    hasHeard(processId: string): boolean;
    listLost(): readonly { readonly processId: string; readonly endedAt: Date }[];
  };
  readonly log: Logger;
}

/** Takes the people of processes that are gone offline, for as long as this one lives. Returns how to stop. */
export function sweepPresence({ processId: ownId, processes, log }: SweepOptions): () => Promise<void> {
  const swept = new Set<string>();
  let searchAtMs = 0;
  let running: Promise<void> | null = null;
  const look = () => void (running ??= sweep().finally(() => (running = null)));
  const timer = setInterval(look, lookEveryMs).unref();
  look();

  /** Never rejects: what could not be done is done at the next look. */
  async function sweep(): Promise<void> {
    try {
      const lost = processes.listLost().filter(({ processId }) => processId !== ownId);
      for (const processId of swept) if (!lost.some((other) => other.processId === processId)) swept.delete(processId);
      for (const { processId, endedAt } of lost) {
        if (swept.has(processId)) continue;
        await removeProcess(processId, endedAt);
        swept.add(processId);
      }
      if (performance.now() < searchAtMs) return;
      let mayLive = false;
      for (const processId of await findProcesses()) {
        if (processId === ownId) continue;
        const endedAt = processes.findEnd(processId);
        if (endedAt !== undefined) await removeProcess(processId, endedAt);
        else if (!processes.hasHeard(processId)) mayLive = true;
      }
      searchAtMs = performance.now() + (mayLive ? searchAgainMs : searchEveryMs);
    } catch (error) {
      log.warn({ err: error }, 'people of processes that are gone could not be taken offline');
    }
  }

  return async () => {
    clearInterval(timer);
    await running;
  };
}
