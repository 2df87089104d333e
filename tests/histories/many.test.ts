import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveParts } from '../../api/server.js';
import { openChangeLog, type ChangeLog } from './change-log.js';
import { openGround, type Ground } from './database.js';
import { runHistory } from './run-history.js';
import { history } from './steps.js';

let ground: Ground;
let log: ChangeLog;

beforeAll(async () => {
  ground = await openGround();
  log = await openChangeLog(ground.database, liveParts.mappers);
});
afterAll(async () => {
  await log.close();
  await ground.close();
});

const count = Number(process.env.HISTORIES ?? 50);

test(
  `after ${count} random histories, what every client holds is what a fresh query tells`,
  { timeout: 60_000 + count * 5_000 },
  async () => {
    const { HISTORIES_SEED: seed, HISTORIES_PATH: path } = process.env;
    const details = await fc.check(
      fc.asyncProperty(history, async (drawn) => {
        const t = performance.now();
        try {
          await runHistory(ground, log, drawn);
        } catch (e) {
          console.error('FAIL', (e as Error).message);
          throw e;
        } finally {
          console.error(
            'H',
            drawn.steps.length,
            drawn.clients.length,
            Math.round(performance.now() - t),
            Math.round(process.cpuUsage().user / 1000),
          );
        }
      }),
      {
        numRuns: count,
        ...(seed !== undefined && { seed: Number(seed) }),
        ...(path !== undefined && { path }),
      },
    );
    const again = `HISTORIES_SEED=${details.seed} HISTORIES_PATH=${details.counterexamplePath ?? ''}`;
    const story = details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
    expect(
      details.failed,
      details.failed ? `History ${details.numRuns} fails, shrunk ${details.numShrinks} times. Again: ${again}\n${story}` : '',
    ).toBe(false);
  },
);
