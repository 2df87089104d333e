import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { killUnderWriters } from '../contracts/kill-writers.js';
import { killAll } from '../contracts/killed-process.js';

const folder = mkdtempSync(join(tmpdir(), 'kills-'));
const kills = 20;

afterAll(async () => {
  await killAll();
  rmSync(folder, { recursive: true, force: true });
});

test(
  `the embedded database is killed ${kills} times under 32 writers, and keeps all that it acknowledged`,
  { timeout: 1_200_000 },
  async () => {
    // In its first moments, and after a while.
    await killUnderWriters(
      folder,
      Array.from({ length: kills }, (_, round) => 1 + ((round * 137) % 700)),
    );
  },
);
