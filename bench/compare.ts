import { readCpuUs, type Subject } from './processes.js';
import { callTimes, median, percentile, type Call, type Row } from './report.js';

export type Variants = readonly (readonly [name: string, once: Call])[];

interface Turns {
  readonly count: number;
  readonly roundsEach: number;
}

/** One operation after the other, in turns of some rounds each, so that none of them has a colder server. The first is what the others are compared with. */
export async function compare(server: Subject, turns: Turns, variants: Variants): Promise<readonly Row[]> {
  const taken = variants.map(([name, once]) => ({ name, once, timesMs: [] as number[], cpuUs: 0 }));
  for (let turn = -1; turn < turns.count; turn += 1) {
    for (const variant of taken) {
      const cpuBefore = readCpuUs(server);
      const { timesMs } = await callTimes(turns.roundsEach, variant.once);
      // The first turn is the warm-up.
      if (turn < 0) continue;
      variant.cpuUs += readCpuUs(server) - cpuBefore;
      variant.timesMs.push(...timesMs);
    }
  }
  const little = median(taken[0]?.timesMs ?? []);
  return taken.map(({ name, timesMs, cpuUs }) => {
    const p50Ms = median(timesMs);
    return {
      name,
      values: [
        [p50Ms, 2],
        [percentile(timesMs, 0.99), 2],
        [cpuUs / timesMs.length, 0],
        [p50Ms / little, 2],
      ],
    };
  });
}
