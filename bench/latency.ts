// How long a message takes from one person's HTTP request to another person's open socket: `npm run bench:latency [count]`.
// One at a time on an otherwise idle machine, so it is the latency, not the throughput. TEST_DATABASE=mongod with MONGODB_URI measures on a real MongoDB.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { chosenDatabase } from '../tests/testkit/database-choice.js';
import { people } from '../tests/testkit/people.js';
import { startServer } from '../tests/testkit/server.js';
import { onSyncedFile } from './disk-floor.js';
import { percentile } from './report.js';

const warmUpCount = 50;
const count = Number(process.argv[2] ?? 300);
if (!Number.isInteger(count) || count < 200) throw new Error('The count must be a whole number of at least 200.');

interface Row {
  readonly name: string;
  readonly timesMs: readonly number[];
}

/** Runs `once` so often, after a warm-up that does not count. */
async function measure(name: string, once: (round: number) => Promise<number>): Promise<Row> {
  const timesMs: number[] = [];
  for (let round = -warmUpCount; round < count; round += 1) {
    const time = await once(round + warmUpCount);
    if (round >= 0) timesMs.push(time);
  }
  return { name, timesMs };
}

const startedAt = performance.now();
const server = await startServer();
const startMs = performance.now() - startedAt;

const rows = [await measureDisk(), await measureEcho(), ...(await measureMessages())];
await server.stop();

console.log(
  `\n${count} rounds each, after ${warmUpCount} that do not count; milliseconds. Database: ${chosenDatabase()}. Start on an empty folder: ${startMs.toFixed(0)} ms.\n`,
);
console.log(`${'what'.padEnd(64)}${['p50', 'p90', 'p99', 'max'].map((title) => title.padStart(9)).join('')}`);
for (const { name, timesMs } of rows) {
  const values = [0.5, 0.9, 0.99, 1].map((share) => percentile(timesMs, share));
  console.log(`${name.padEnd(64)}${values.map((value) => value.toFixed(2).padStart(9)).join('')}`);
}

/** Sends over HTTP one after the other; the receiver's clock is the sender's, because both are here. */
async function measureMessages(): Promise<Row[]> {
  const { ana, bia } = await people(server, 'ana', 'bia');
  const conversation = await ana.startDirect(bia);
  const live = await bia.events();
  const replies: number[] = [];
  const delivered = await measure('message: HTTP request → the other member’s socket', async (round) => {
    const text = `message ${round}`;
    const sentAt = performance.now();
    const arrival = live
      .next((event) => event.__typename === 'MessageAdded' && event.message?.text === text)
      .then(() => performance.now() - sentAt);
    await ana.send(conversation, text);
    replies.push(performance.now() - sentAt);
    return arrival;
  });
  bia.disconnect();
  return [{ name: 'message: HTTP request → its reply (on the disk)', timesMs: replies.slice(warmUpCount) }, delivered];
}

/** The floor of the way: a WebSocket in another event-loop turn that sends back what it gets. */
async function measureEcho(): Promise<Row> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data as Buffer)));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (typeof address !== 'object' || !address) throw new Error('The echo server has no port.');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject));
  const row = await measure('baseline: echo over a plain WebSocket', async (round) => {
    const sentAt = performance.now();
    const echo = new Promise((resolve) => client.once('message', resolve));
    client.send(`message ${round}`);
    await echo;
    return performance.now() - sentAt;
  });
  client.close();
  sockets.close();
  http.close();
  return row;
}

/** The floor of "acknowledged means on the disk". */
function measureDisk(): Promise<Row> {
  return onSyncedFile(server.database.dataDir, (sync) =>
    measure('baseline: 4 KiB to the disk, synced', async () => {
      const startedAt = performance.now();
      await sync();
      return performance.now() - startedAt;
    }),
  );
}
