import { afterAll, afterEach } from 'vitest';
import { disconnectEverybody } from './people.js';
import { runningServers } from './server.js';

// What the servers printed is shown beside the failure that it explains, and nothing outlives its test file.
afterEach(({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const server of runningServers()) console.error(`── log of ${server.url} ──\n${server.logs.slice(-8000)}`);
});

afterAll(async () => {
  disconnectEverybody();
  await Promise.all(runningServers().map((server) => server.stop()));
});
