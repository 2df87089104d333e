import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCounter } from '../testkit/metrics.js';
import { people } from '../testkit/people.js';
import { repositoryDir, startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

const read = (name: string, ...labels: readonly [string, string][]) =>
  readCounter(server, name, (given) => labels.every(([label, value]) => given[label] === value));

describe('/metrics', () => {
  test('tells what the live engine and the sockets do', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const conversationId = await ana.startDirect(bia);
    const streams = [await ana.events(), await bia.events()];
    for (const stream of streams) await stream.next(({ live }) => live === true);
    expect(await read('sockets')).toBe(2);
    expect(await read('live_subscribers', ['kind', 'events'])).toBe(2);
    expect(await read('live_groups')).toBe(1);
    const names = ['live_deliveries_total', 'live_executions_total'];
    const before = await Promise.all([...names.map((name) => read(name)), read('live_events_total', ['type', 'MessageAdded'])]);

    for (const text of ['one', 'two', 'three']) await ana.send(conversationId, text);
    for (const stream of streams) await stream.next(({ message }) => message?.text === 'three');
    const [deliveries = 0, executions = 0] = await Promise.all(names.map((name) => read(name)));
    expect(deliveries - (before[0] ?? 0)).toBeGreaterThanOrEqual(6);
    expect(executions - (before[1] ?? 0)).toBeGreaterThanOrEqual(3);
    expect((await read('live_events_total', ['type', 'MessageAdded'])) - (before[2] ?? 0)).toBe(3);

    ana.disconnect();
    bia.disconnect();
    await waitFor(
      async () => (await read('sockets')) === 0 && (await read('live_subscribers', ['kind', 'events'])) === 0,
      () => 'sockets that are closed are still counted',
    );
    expect(await read('live_groups')).toBe(0);
  });

  test('is calm where nothing is wrong', async () => {
    for (const name of ['live_queue_overflows_total', 'feed_history_lost_total', 'live_queued_events', 'live_deepest_queue_events'])
      expect(await read(name)).toBe(0);
    for (const reason of ['stalled', 'unsent', 'silent']) expect(await read('socket_terminations_total', ['reason', reason])).toBe(0);
    expect(await read('feed_silent_seconds')).toBeLessThan(10);
    expect(await read('feed_lag_seconds')).toBeLessThan(10);
  });

  test('has nothing of the project that docs/operations.md does not explain, which explains nothing that is not there', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const told = [...text.matchAll(/^# TYPE (\S+)/gm)].flatMap(([, name = '']) => (/^(process|nodejs)_/.test(name) ? [] : [name]));
    const manual = await readFile(join(repositoryDir, 'docs/operations.md'), 'utf8');
    const explained = [...manual.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
    expect(explained.sort()).toEqual(told.sort());
  });
});

test('/healthz says that the process is up, /readyz that it may get traffic', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const response = await fetch(`${server.url}${path}`);
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  }
});
