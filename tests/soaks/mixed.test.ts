import { expect, test } from 'vitest';
import { runRemotely } from '../histories/run-remotely.js';

const minutes = Number(process.env.SOAK_MINUTES ?? 3);
const seed = Number(process.env.HISTORIES_SEED ?? Date.now() % 1_000_000);

test(
  `${minutes} minutes of everything at once on two processes that are killed again and again (HISTORIES_SEED=${seed})`,
  { timeout: (minutes + 5) * 60_000 },
  async () => {
    const untilMs = performance.now() + minutes * 60_000;
    const { acknowledged, received, kills } = await runRemotely({ seed, oplogEntries: 400, goOn: () => performance.now() < untilMs });
    console.log(`${acknowledged} mutations, ${received} events, ${kills} kills`);
    expect(acknowledged).toBeGreaterThan(minutes * 20);
    expect(received).toBeGreaterThan(acknowledged / 2);
    expect(kills).toBeGreaterThan(0);
  },
);
