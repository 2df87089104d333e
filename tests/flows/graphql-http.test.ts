import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { startServer } from '../testkit/server.js';

/**
 * The GraphQL-over-HTTP audits. Apollo Server answers three SHOULDs in its own way, told in docs/decisions/003-graphql-over-http.md:
 * those three, and only those, may differ.
 */
const knownDifferences = ['572B', 'FDE2', '7B9B'];

test("passes every MUST of graphql-http's audits, and every SHOULD but the known three", { timeout: 120_000 }, async () => {
  const server = await startServer();
  const audits = serverAudits({ url: server.httpUrl });
  const musts = audits.filter(({ name }) => name.startsWith('MUST'));
  expect(musts.length).toBeGreaterThanOrEqual(13);
  const failed: string[] = [];
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status === 'ok' || audit.name.startsWith('MAY')) continue;
    if (audit.name.startsWith('SHOULD') && knownDifferences.includes(audit.id)) continue;
    failed.push(`${audit.id} ${audit.name}: ${result.reason}`);
  }
  expect(failed).toEqual([]);
  await server.stop();
});
