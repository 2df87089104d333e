import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { disconnectEverybody } from './people.js';
import { reportUse } from './schema-use.js';
import { runningServers } from './server.js';

const maxLogLength = 6000;
const logLengthBefore = new Map<string, number>();

// What the servers printed during a test is shown beside the failure that it explains, and nothing outlives its test file.
beforeEach(() => {
  for (const server of runningServers()) logLengthBefore.set(server.url, server.logs.length);
});

afterEach(({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const server of runningServers()) {
    const printed = server.logs.slice(logLengthBefore.get(server.url) ?? 0).slice(-maxLogLength);
    console.error(`── printed by ${server.url} during this test ──\n${printed || '(nothing)'}`);
  }
});

afterAll(async () => {
  disconnectEverybody();
  await Promise.all(runningServers().map((server) => server.stop()));
  // The examples of the documentation are run, and not looked at closely; hostile values go everywhere, and show nothing of what a place is for.
  const { testPath = '' } = expect.getState();
  if (/[\\/]tests[\\/]flows[\\/]/.test(testPath) && !/api-examples|hostile-values/.test(testPath)) reportUse();
});
