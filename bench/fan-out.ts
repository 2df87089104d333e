// One message to many sockets of one group, beside what the bare `ws` package needs to send the same bytes to as many:
// `npm run bench:fan-out [subscribers=1000] [--quick] [--processes N] [--mongodb URI]`.
// What the server spends on the sends themselves is part of its time, as receiving is of the baseline's.
import { randomUUID } from 'node:crypto';
import { eventsDocument, messageFields, sendMessageDocument } from '../tests/testkit/documents.js';
import { readSeries } from '../tests/testkit/metrics.js';
import { people } from '../tests/testkit/people.js';
import { waitFor } from '../tests/testkit/wait.js';
import { findStamp, nowUs, openCaller, openSubscription, restamp, stampedText } from './graphql-socket.js';
import { pinApart, readCpuUs, type Subject } from './processes.js';
import { openRawSocket, type RawSocket } from './raw-socket.js';
import { callFor, inParallel, median, percentile, printReport, readOptions, runBenchmark, type Row } from './report.js';

const options = readOptions({ count: 1000, quickCount: 20 });
const subscribers = options.count;
const outstanding = 4;
const repetitions = options.quick ? 1 : 3;
const secondsEach = options.quick ? 0.3 : 4;
const pacedCount = options.quick ? 5 : 50;
const pacedPauseMs = options.quick ? 20 : 100;

const messageAddedDocument = `subscription MessageAdded($conversationId: ID!) { messageAdded(conversationId: $conversationId) { ${messageFields} } }`;

const arrivals = { count: 0, lastAtMs: 0, bytes: 0, sample: '', isTimed: false, timesMs: [] as number[] };
function arrive(stampUs: number, text: Buffer): void {
  arrivals.count += 1;
  arrivals.bytes += text.length;
  if (arrivals.isTimed) arrivals.timesMs.push((nowUs() - stampUs) / 1000);
  else arrivals.lastAtMs = performance.now();
  if (arrivals.sample === '') arrivals.sample = text.toString();
}

interface Measured {
  readonly name: string;
  readonly cpuUs: number;
  readonly values: Row['values'];
}

/** What `send` sends reaches all subscribers. Throughput with some sends outstanding, then one send at a time for the times. */
async function measure(name: string, subject: Subject, send: () => Promise<void>): Promise<Measured> {
  const everywhere = (expected: number) =>
    waitFor(
      () => arrivals.count >= expected,
      () => `${arrivals.count} of ${expected} deliveries came (${name})`,
    );
  const flood = async (seconds: number) => {
    Object.assign(arrivals, { count: 0, bytes: 0, isTimed: false });
    const [cpuBefore, loadBefore, startedAt] = [readCpuUs(subject), process.cpuUsage(), performance.now()];
    const { timesMs: sends } = await callFor(seconds, new Array<() => Promise<void>>(outstanding).fill(send));
    await everywhere(sends.length * subscribers);
    const [wallMs, cpuUs, load] = [arrivals.lastAtMs - startedAt, readCpuUs(subject) - cpuBefore, process.cpuUsage(loadBefore)];
    return {
      perSecond: (arrivals.count / wallMs) * 1000,
      cpuUs: cpuUs / arrivals.count,
      serverBusy: cpuUs / 10 / wallMs,
      loadBusy: (load.user + load.system) / 10 / wallMs,
    };
  };
  await flood(secondsEach / 2);
  const rounds: Awaited<ReturnType<typeof flood>>[] = [];
  for (let round = 0; round < repetitions; round += 1) rounds.push(await flood(secondsEach));
  const bytes = arrivals.bytes / arrivals.count;

  Object.assign(arrivals, { count: 0, isTimed: true, timesMs: [] });
  for (let round = 1; round <= pacedCount; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, pacedPauseMs));
    await send();
    await everywhere(round * subscribers);
  }
  const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  const times = [0.5, 0.99].map((share) => [percentile(arrivals.timesMs, share), 2] as const);
  const busy = [of((round) => round.serverBusy), of((round) => round.loadBusy)].map((percent) => [percent, 0] as const);
  return {
    name,
    cpuUs: of((round) => round.cpuUs),
    values: [[of((round) => round.perSecond), 0], [of((round) => round.cpuUs), 2], ...times, [bytes, 0], ...busy],
  };
}

await runBenchmark(options, async (server, baseline) => {
  const { sender, ...listeners } = await people(server, 'sender', 'ana', 'bia', 'caio', 'davi');
  const accounts = Object.values(listeners);
  const conversationId = await sender.createGroup('Fan-out', ...accounts);
  const caller = await openCaller(server.wsUrl, sender);
  const pinning = pinApart(server, baseline);
  const send = () => caller.call(sendMessageDocument, { input: { conversationId, clientId: randomUUID(), text: stampedText() } });
  const countSubscribed = async () => (await readSeries(server, 'live_subscribers')).reduce((sum, { value }) => sum + value, 0);
  const closeAll = async (sockets: readonly RawSocket[]) => {
    await Promise.all(sockets.map((socket) => socket.close()));
  };

  async function measureServer(name: string, document: string, variables: Record<string, unknown>): Promise<Measured> {
    const sockets = await inParallel(subscribers, 50, (place) => {
      const account = accounts[place % accounts.length] ?? sender;
      return openSubscription(server.wsUrl, account, document, variables, arrive);
    });
    const reach = (count: number) =>
      waitFor(
        async () => (await countSubscribed()) === count,
        () => `the server does not come to ${count} subscriptions`,
      );
    await reach(subscribers);
    arrivals.sample = '';
    const measured = await measure(name, server, send);
    await closeAll(sockets);
    await reach(0);
    return measured;
  }

  async function measureBaseline(): Promise<Measured> {
    const frame = arrivals.sample;
    const onText = (text: Buffer) => {
      const stamp = findStamp(text);
      if (stamp !== null) arrive(stamp, text);
    };
    const sockets = await inParallel(subscribers, 50, () => openRawSocket(`${baseline.wsUrl}/listen`, onText));
    const acknowledged: (() => void)[] = [];
    const source = await openRawSocket(`${baseline.wsUrl}/fan-out`, () => acknowledged.shift()?.());
    const measured = await measure('bare ws server, the bytes of events', baseline, () => {
      source.send(restamp(frame));
      return new Promise((resolve) => acknowledged.push(resolve));
    });
    await closeAll([...sockets, source]);
    return measured;
  }

  const measured = [
    await measureServer('messageAdded', messageAddedDocument, { conversationId }),
    await measureServer('events', eventsDocument, {}),
    await measureBaseline(),
  ];
  await caller.close();
  const floor = measured.at(-1)?.cpuUs ?? NaN;
  printReport(
    `Fan-out: one group, ${subscribers} sockets of ${accounts.length} accounts, PROCESSES=${options.processes}.`,
    [
      `Rates: ${outstanding} messages outstanding, ${secondsEach} s, the median of ${repetitions}. Times from send to receipt: ${pacedCount} messages, ${pacedPauseMs} ms apart`,
      `Pinning: ${pinning}. Where the load is as good as 100 % busy, it sets the rate; the processor time is the server’s own`,
    ],
    ['deliveries/s', 'CPU µs each', 'p50 ms', 'p99 ms', 'bytes', 'server %', 'load %', 'CPU ÷ bare'],
    measured.map(({ name, values, cpuUs }) => ({ name, values: [...values, [cpuUs / floor, 2]] })),
  );
});
