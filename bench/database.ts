// The embedded database through the driver, beside a real MongoDB with the same durability (w: 1, j: true) where MONGOD_BINARY, or a mongod on the PATH, is one:
// `npm run bench:database [--messages 1000000] [--quick]`.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mongo } from 'mongoose';
import { startRealDatabase } from '../scripts/real-database.mjs';
import { startTool, type StartedTool } from '../tests/testkit/database-tool.js';
import { hasProc, pinApart, unpin } from './processes.js';
import { callFor, callTimes, inParallel, median, percentile, printReport, type Call, type Row } from './report.js';

const { values } = parseArgs({ options: { messages: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const messageCount = Number(values.messages ?? (values.quick ? 20_000 : 1_000_000));
if (!Number.isInteger(messageCount) || messageCount < 1000) throw new Error('--messages must be a whole number of at least 1000.');

const roomCount = 100;
const pageSize = 50;
const insertedAtOnce = 1000;
const manyClients = 64;
const secondsEach = values.quick ? 0.5 : 5;
const callsEach = values.quick ? 50 : 2000;
const openings = values.quick ? 1 : 3;
const writeConcern = { w: 1, j: true } as const;

interface Subject {
  readonly name: string;
  readonly uri: string;
  readonly pid: number | undefined;
}

/** What is measured of one database, by the name of its row. */
type Measures = ReadonlyMap<string, number>;

const roomIds = Array.from({ length: roomCount }, () => new mongo.ObjectId());
const authorIds = Array.from({ length: 20 }, () => new mongo.ObjectId());
const pick = <T>(items: readonly T[], place: number): T => {
  const item = items[place % items.length];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
};

/** A message as the server stores it; its indexes are those of the server that every message is in. */
const makeMessage = (place: number) => ({
  conversationId: pick(roomIds, place),
  seq: Math.floor(place / roomCount) + 1,
  clientId: randomUUID(),
  authorId: pick(authorIds, place),
  kind: 'TEXT',
  text: `Message ${place}: all that is said in a conversation of some length`,
  createdAt: new Date(),
  editedAt: null,
  deletedAt: null,
  reactions: [],
  revision: 1,
  changedAt: new mongo.Timestamp({ t: 0, i: 0 }),
});

const indexes: mongo.IndexDescription[] = [
  { key: { conversationId: 1, seq: 1 }, unique: true },
  { key: { conversationId: 1, authorId: 1, clientId: 1 }, unique: true },
  { key: { conversationId: 1, changedAt: 1, seq: 1 } },
];

async function fill(messages: mongo.Collection): Promise<void> {
  await messages.createIndexes(indexes);
  for (let from = 0; from < messageCount; from += insertedAtOnce) {
    const documents = Array.from({ length: Math.min(insertedAtOnce, messageCount - from) }, (_, offset) => makeMessage(from + offset));
    await messages.insertMany(documents, { ordered: false });
  }
}

async function measure({ uri, pid }: Subject): Promise<Measures> {
  const client = await mongo.MongoClient.connect(uri, { maxPoolSize: manyClients + 4, writeConcern });
  const database = client.db('bench');
  const messages = database.collection('messages');
  const measures = new Map<string, number>();
  await fill(messages);
  const ids = (await messages.find({}, { projection: { _id: 1 }, limit: 5000 }).toArray()).map(({ _id }) => _id);
  let place = messageCount;
  const insert: Call = () => messages.insertOne(makeMessage(place++));
  const time = async (name: string, call: Call): Promise<void> => {
    await callTimes(Math.ceil(callsEach / 10), call);
    const { timesMs } = await callTimes(callsEach, call);
    measures.set(`${name}, p50 ms`, median(timesMs));
    measures.set(`${name}, p99 ms`, percentile(timesMs, 0.99));
  };
  for (const clients of [1, manyClients]) {
    const callers = Array.from({ length: clients }, () => insert);
    await callFor(secondsEach / 5, callers);
    const { timesMs, wallMs } = await callFor(secondsEach, callers);
    measures.set(`inserts at ${clients} ${clients === 1 ? 'client' : 'clients'}, per s`, (timesMs.length / wallMs) * 1000);
  }
  let turn = 0;
  await time(`newest ${pageSize} of a conversation by index`, () => newestOf(messages, turn++));
  await time('find by _id', () => messages.findOne({ _id: pick(ids, turn++ * 7) }));
  const counters = database.collection('counters');
  await counters.insertMany(roomIds.map((_id) => ({ _id, seq: 0 })));
  await time('findAndModify of a counter', () => counters.findOneAndUpdate({ _id: pick(roomIds, turn++) }, { $inc: { seq: 1 } }));
  await measureStream(messages, insert, measures);
  await client.close();
  if (hasProc && pid !== undefined) readMemory(pid, 'memory of the server', measures);
  return measures;
}

/** The same file behind a process that has only opened it, and read pages of it. */
async function measureReopened(uri: string, pid: number | undefined): Promise<Measures> {
  const client = await mongo.MongoClient.connect(uri);
  const messages = client.db('bench').collection('messages');
  const measures = new Map<string, number>();
  let turn = 0;
  await callTimes(callsEach, () => newestOf(messages, turn++));
  await client.close();
  if (hasProc && pid !== undefined) readMemory(pid, `memory when opened again, after ${callsEach} pages`, measures);
  return measures;
}

const newestOf = (messages: mongo.Collection, turn: number) =>
  messages.find({ conversationId: pick(roomIds, turn) }, { sort: { seq: -1 }, limit: pageSize, batchSize: pageSize + 1 }).toArray();

/** From the call of an insert to its event in an open change stream. */
async function measureStream(messages: mongo.Collection, insert: Call, measures: Map<string, number>): Promise<void> {
  const stream = messages.watch([], { maxAwaitTimeMS: 1000 });
  await stream.tryNext();
  const timesMs: number[] = [];
  for (let round = 0; round < callsEach / 2; round += 1) {
    const sentAt = performance.now();
    await Promise.all([stream.next(), insert()]);
    timesMs.push(performance.now() - sentAt);
  }
  measures.set('insert → change event, p50 ms', median(timesMs));
  measures.set('insert → change event, p99 ms', percentile(timesMs, 0.99));
  await stream.close();
}

/** Pages of the data file that happen to be mapped are the system's cache, and given back when others want them; so they are a line of their own. */
function readMemory(pid: number, name: string, measures: Map<string, number>): void {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) / 1024;
  measures.set(`${name}, MiB`, read('RssAnon'));
  measures.set(`${name}, with the mapped pages of its file, MiB`, read('VmRSS'));
}

async function startEmbedded(dataDir: string): Promise<{ tool: StartedTool; uri: string; openMs: number }> {
  const startedAt = performance.now();
  const tool = startTool(['serve', '--port', '0', '--data-dir', dataDir]);
  const [, uri = ''] = await tool.sees(/^MONGODB_URI=(.*)$/m);
  return { tool, uri, openMs: performance.now() - startedAt };
}

const dataDir = mkdtempSync(join(tmpdir(), 'talk-in-clouds-bench-'));
const real = await startRealDatabase();
let embedded = await startEmbedded(dataDir);
try {
  const subjects: Subject[] = [
    { name: 'embedded', uri: embedded.uri, pid: embedded.tool.pid },
    ...(real.uri === null ? [] : [{ name: 'mongod', uri: real.uri, pid: real.pid }]),
  ];
  const pinning = pinApart(...subjects.flatMap(({ pid }) => (pid === undefined ? [] : [{ pid, logs: '' }])));
  // One after the other, so that neither waits for the other's work.
  const [ours = new Map<string, number>(), theirs] = await inParallel(subjects.length, 1, (place) => measure(pick(subjects, place)));
  const openMs: number[] = [];
  unpin();
  for (let opening = 0; opening < openings; opening += 1) {
    await embedded.tool.end('SIGTERM');
    embedded = await startEmbedded(dataDir);
    openMs.push(embedded.openMs);
  }
  const reopened = await measureReopened(embedded.uri, embedded.tool.pid);
  const all = new Map([...ours, ['start of the process to ready, ms', median(openMs)], ...reopened]);
  const rows = [...all].map(([name, value]): Row => {
    const other = theirs?.get(name) ?? NaN;
    const decimals = value < 10 ? 2 : 0;
    return {
      name,
      values: [
        [value, decimals],
        [other, decimals],
        [value / other, 2],
      ],
    };
  });
  printReport(
    `A database with ${messageCount.toLocaleString('en')} messages in ${roomCount} conversations, through the driver.`,
    [
      `Every write is on the disk before it is acknowledged; ${secondsEach} s of inserts, ${callsEach} calls of the others, one at a time`,
      `Pinning: ${pinning}`,
    ],
    ['embedded', 'mongod', 'ratio'],
    rows,
    `embedded (npm run db), and ${real.description}`,
  );
} finally {
  await embedded.tool.end('SIGTERM');
  await real.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
