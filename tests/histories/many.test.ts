import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveMappers } from '../../api/start-engine.js';
import { chosenDatabase } from '../testkit/database-choice.js';
import { openChangeLog, type ChangeLog } from './change-log.js';
import { openGround, type Ground } from './database.js';
import { runHistory } from './run-history.js';
import { history } from './steps.js';

let ground: Ground;
let log: ChangeLog;

beforeAll(async () => {
  ground = await openGround();
  log = await openChangeLog(ground.database, liveMappers);
});
afterAll(async () => {
  await log.close();
  await ground.close();
});

/** A real MongoDB waits for its journal at each write, and takes longer. */
const counts = process.env.TEST_LENGTH === 'long' ? { embedded: 1_000, mongod: 100 } : { embedded: 50, mongod: 10 };
const count = Number(process.env.HISTORIES ?? counts[chosenDatabase()]);
/** A history that fails is made smaller for so long; then the smallest that was found is told. */
const shrinkForMs = Number(process.env.HISTORIES_SHRINK_MS ?? 60_000);

test(
  `after ${count} random histories, what every client holds is what a fresh query tells`,
  { timeout: 120_000 + count * 5_000 },
  async () => {
    const { HISTORIES_SEED: seed, HISTORIES_PATH: path } = process.env;
    let shrinkUntilMs = Infinity;
    const endsWell = fc.asyncProperty(history, async (drawn) => {
      if (performance.now() > shrinkUntilMs) return;
      try {
        await runHistory(ground, log, drawn);
      } catch (error) {
        shrinkUntilMs = Math.min(shrinkUntilMs, performance.now() + shrinkForMs);
        throw error;
      }
    });
    const details = await fc.check(endsWell, {
      numRuns: count,
      ...(seed !== undefined && { seed: Number(seed) }),
      ...(path !== undefined && { path }),
    });
    if (!details.failed) return;
    const again = `HISTORIES_SEED=${details.seed} HISTORIES_PATH=${details.counterexamplePath ?? ''}`;
    const story = details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
    const told = `History ${details.numRuns} fails, shrunk ${details.numShrinks} times. To see it again: ${again}\n${story}`;
    // The runner tells its failures when everything is over, and a long run may be stopped before that.
    console.error(told);
    expect.fail(told);
  },
);
