// Acknowledged sends: each is on the disk before its caller hears of it. Beside them a bare `ws` server that acknowledges the same bytes from memory:
// `npm run bench:sends [callers=64] [--quick] [--processes N] [--mongodb URI]`.
import { randomUUID } from 'node:crypto';
import { sendMessageDocument } from '../tests/testkit/documents.js';
import { people } from '../tests/testkit/people.js';
import { onSyncedFile } from './disk-floor.js';
import { openCaller, stampedText } from './graphql-socket.js';
import { pinApart, readCpuUs, type Subject } from './processes.js';
import { openRawSocket } from './raw-socket.js';
import { callFor, inParallel, median, percentile, printReport, readOptions, runBenchmark, type Call, type Row } from './report.js';

const options = readOptions({ count: 64, quickCount: 8 });
const levels = [...new Set([1, 16, options.count])].filter((level) => level <= options.count);
const roomCount = 10;
const repetitions = options.quick ? 1 : 3;
const secondsEach = options.quick ? 0.3 : 4;

interface Measured {
  readonly cpuUs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Each caller sends its next when the last was acknowledged. */
async function measure(subject: Subject, callers: readonly Call[]): Promise<Measured> {
  await callFor(secondsEach / 2, callers);
  const rounds: Measured[] = [];
  for (let round = 0; round < repetitions; round += 1) {
    const cpuBefore = readCpuUs(subject);
    const { timesMs, wallMs } = await callFor(secondsEach, callers);
    rounds.push({
      cpuUs: (readCpuUs(subject) - cpuBefore) / timesMs.length,
      perSecond: (timesMs.length / wallMs) * 1000,
      p50Ms: percentile(timesMs, 0.5),
      p99Ms: percentile(timesMs, 0.99),
    });
  }
  const of = (name: keyof Measured) => median(rounds.map((round) => round[name]));
  return { cpuUs: of('cpuUs'), perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') };
}

await runBenchmark(options, async (server, baseline) => {
  const accounts = Object.values(await people(server, 'ana', 'bia', 'caio', 'davi'));
  const [owner] = accounts;
  if (!owner) throw new Error('Nobody has signed up.');
  const rooms = await inParallel(roomCount, 4, (place) => owner.createGroup(`Room ${place}`, ...accounts.slice(1)));
  const pinning = pinApart(server, baseline);

  const sockets = await inParallel(options.count, 16, (place) => openCaller(server.wsUrl, accounts[place % accounts.length] ?? owner));
  const input = (place: number) => ({ conversationId: rooms[place % roomCount], clientId: randomUUID(), text: stampedText() });
  const sends = sockets.map(
    (socket, place): Call =>
      () =>
        socket.call(sendMessageDocument, { input: input(place) }),
  );

  const request = (place: number) =>
    JSON.stringify({ id: '1', type: 'subscribe', payload: { query: sendMessageDocument, variables: { input: input(place) } } });
  const echoes = await inParallel(options.count, 16, async (place) => {
    let acknowledge: () => void = () => undefined;
    const socket = await openRawSocket(`${baseline.wsUrl}/echo`, (text) => {
      JSON.parse(text.toString());
      acknowledge();
    });
    const call: Call = () =>
      new Promise<void>((resolve) => {
        acknowledge = resolve;
        socket.send(request(place));
      });
    return { call, close: () => socket.close() };
  });

  const measured: { level: number; ours: Measured; floor: Measured }[] = [];
  for (const level of levels) {
    const ours = await measure(server, sends.slice(0, level));
    const floor = await measure(
      baseline,
      echoes.slice(0, level).map(({ call }) => call),
    );
    measured.push({ level, ours, floor });
  }
  await Promise.all([...sockets, ...echoes].map((socket) => socket.close()));
  const sync = await onSyncedFile(server.database.dataDir, (once) => callFor(secondsEach, [once]));

  const rowOf = (name: string, { perSecond, cpuUs, p50Ms, p99Ms }: Measured, floor: Measured): Row => ({
    name,
    values: [
      [perSecond, 0],
      [cpuUs, 1],
      [p50Ms, 2],
      [p99Ms, 2],
      [floor.perSecond / perSecond, 1],
      [cpuUs / floor.cpuUs, 1],
    ],
  });
  printReport(
    `Acknowledged sends over WebSocket into ${roomCount} rooms of ${accounts.length} members, PROCESSES=${options.processes}.`,
    [
      `Each caller on a socket of its own, one send at a time; ${secondsEach} s, the medians of ${repetitions}`,
      `Appending 4 KiB to ${server.database.dataDir} and syncing takes ${percentile(sync.timesMs, 0.5).toFixed(2)} ms (p99 ${percentile(sync.timesMs, 0.99).toFixed(2)})`,
      `Pinning: ${pinning}`,
    ],
    ['sends/s', 'CPU µs each', 'p50 ms', 'p99 ms', 'bare/s ÷ this', 'CPU ÷ bare'],
    measured.flatMap(({ level, ours, floor }) => [
      rowOf(`${level} ${level === 1 ? 'caller' : 'callers'}, on the disk`, ours, floor),
      rowOf(`${level} ${level === 1 ? 'caller' : 'callers'}, bare ws echo from memory`, floor, floor),
    ]),
  );
});
