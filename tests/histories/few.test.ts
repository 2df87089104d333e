import { expect, test } from 'vitest';
import { runRemotely } from './run-remotely.js';

const seeds = process.env.HISTORIES_SEED === undefined ? [11, 22, 33] : [Number(process.env.HISTORIES_SEED)];
const stepsEach = 120;

test.each(seeds)(
  'two real processes that are killed, with a short history of changes: every device ends up with the truth (seed %i)',
  { timeout: 300_000 },
  async (seed) => {
    const { acknowledged, received } = await runRemotely({ seed, oplogEntries: 60, goOn: (steps) => steps < stepsEach });
    // Otherwise nothing was tried.
    expect(acknowledged).toBeGreaterThan(stepsEach / 4);
    expect(received).toBeGreaterThan(acknowledged / 2);
  },
);
