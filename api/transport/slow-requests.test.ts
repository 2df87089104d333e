import { once } from 'node:events';
import { createServer, request, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endSlowRequests } from './slow-requests.js';

const app = express();
app.use(endSlowRequests(30));
app.post('/waits', express.text({ type: () => true }), (incoming, response) => void response.send(`heard ${String(incoming.body)}`));
app.post('/refuses', (_request, response) => void response.status(415).end());
const server = createServer(app);

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** Announces ten bytes and sends none. */
function announce(path: string): ClientRequest {
  const { port } = server.address() as AddressInfo;
  const outgoing = request({
    port,
    host: '127.0.0.1',
    path,
    method: 'POST',
    headers: { 'Content-Type': 'text/plain', 'Content-Length': 10 },
  });
  outgoing.flushHeaders();
  return outgoing;
}

async function statusOf(outgoing: ClientRequest): Promise<number | undefined> {
  const [response] = (await once(outgoing, 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

describe('a request whose body does not come', () => {
  test('is ended', async () => {
    expect(await statusOf(announce('/waits'))).toBe(408);
  });

  test('is not ended when it came', async () => {
    const outgoing = announce('/waits');
    outgoing.end('ten bytes.');
    expect(await statusOf(outgoing)).toBe(200);
  });

  test('that was refused already, and whose sender then left, is no fault of the server', async () => {
    const faults: unknown[] = [];
    const note = (error: unknown) => void faults.push(error);
    process.on('uncaughtException', note);
    const outgoing = announce('/refuses');
    outgoing.on('error', () => {});
    expect(await statusOf(outgoing)).toBe(415);
    outgoing.destroy();
    // A later one is ended after its time, and so after that of the first.
    expect(await statusOf(announce('/waits'))).toBe(408);
    process.off('uncaughtException', note);
    expect(faults).toEqual([]);
  });
});
