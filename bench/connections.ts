// What an open, idle connection with a subscription to `events` costs, beside a connection of the bare `ws` package:
// `npm run bench:connections [count=2000] [--quick] [--processes N] [--mongodb URI]`.
import { eventsDocument } from '../tests/testkit/documents.js';
import { readSeries } from '../tests/testkit/metrics.js';
import { people } from '../tests/testkit/people.js';
import { waitFor } from '../tests/testkit/wait.js';
import { openSubscription } from './graphql-socket.js';
import { collectableEnv, collectGarbage, pinApart, readCpuUs, readResidentBytes, type Subject } from './processes.js';
import { openRawSocket, type RawSocket } from './raw-socket.js';
import { inParallel, printReport, readOptions, runBenchmark } from './report.js';

const options = readOptions({ count: 2000, quickCount: 100 });
const atOnce = 50;
const warmUpCount = Math.ceil(options.count / 4);

interface Measured {
  readonly bytes: number;
  readonly cpuUs: number;
  readonly perSecond: number;
}

type Open = (place: number) => Promise<RawSocket>;

/** Opens connections twice: the first ones, which are closed again, pay for what is compiled and allocated once. */
async function measure(subject: Subject, open: Open, allAre: (count: number) => Promise<unknown>): Promise<Measured> {
  const connect = async (count: number) => {
    const sockets = await inParallel(count, atOnce, open);
    await allAre(count);
    return sockets;
  };
  const disconnect = async (sockets: readonly RawSocket[]) => {
    await Promise.all(sockets.map((socket) => socket.close()));
    await allAre(0);
  };
  await disconnect(await connect(warmUpCount));
  await collectGarbage(subject);
  const [bytesBefore, cpuBefore, startedAt] = [readResidentBytes(subject), readCpuUs(subject), performance.now()];
  const sockets = await connect(options.count);
  const [cpuUs, wallMs] = [readCpuUs(subject) - cpuBefore, performance.now() - startedAt];
  await collectGarbage(subject);
  const bytes = readResidentBytes(subject) - bytesBefore;
  await disconnect(sockets);
  return { bytes: bytes / options.count, cpuUs: cpuUs / options.count, perSecond: (options.count / wallMs) * 1000 };
}

await runBenchmark(
  options,
  async (server, baseline) => {
    const accounts = Object.values(await people(server, 'ana', 'bia', 'caio', 'davi'));
    const [owner] = accounts;
    if (!owner) throw new Error('Nobody has signed up.');
    await owner.createGroup('Everybody', ...accounts.slice(1));
    const pinning = pinApart(server, baseline);

    const countSubscribed = async () => (await readSeries(server, 'live_subscribers')).reduce((sum, { value }) => sum + value, 0);
    const ours = await measure(
      server,
      (place) => openSubscription(server.wsUrl, accounts[place % accounts.length] ?? owner, eventsDocument, {}, () => undefined),
      (count) =>
        waitFor(
          async () => (await countSubscribed()) === count,
          () => `the server does not come to ${count} subscriptions`,
        ),
    );

    let answered = 0;
    const floor = await measure(
      baseline,
      async () => {
        const socket = await openRawSocket(`${baseline.wsUrl}/listen`, () => (answered += 1));
        socket.send('subscribe');
        return socket;
      },
      async (count) => {
        await waitFor(
          () => answered >= count,
          () => `the baseline has answered ${answered} of ${count} connections`,
        );
        answered = 0;
      },
    );

    printReport(
      `Idle connections: ${options.count} sockets of ${accounts.length} accounts, each with one subscription, PROCESSES=${options.processes}.`,
      [
        `Memory: growth of the resident set, between forced collections. ${warmUpCount} connections before, which are closed again, don't count`,
        `Connecting: ${atOnce} at a time; with authentication and subscription, until the last is subscribed`,
        `Pinning: ${pinning}`,
      ],
      ['KiB each', 'CPU µs each', 'connects/s', 'memory ÷ bare', 'CPU ÷ bare'],
      [
        { name: 'server, subscribed to events', measured: ours },
        { name: 'bare ws server', measured: floor },
      ].map(({ name, measured: { bytes, cpuUs, perSecond } }) => ({
        name,
        values: [
          [bytes / 1024, 1],
          [cpuUs, 0],
          [perSecond, 0],
          [bytes / floor.bytes, 1],
          [cpuUs / floor.cpuUs, 1],
        ],
      })),
    );
  },
  collectableEnv,
);
