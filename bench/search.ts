// Searching: words that are common, rare, begun or nowhere, in one long conversation and over many, by people who are in all of them or in few:
// `npm run bench:search [messages=200000] [--quick] [--processes N] [--mongodb URI]`.
// The messages are written straight into the database, as the server would write them: through the API most of the run would be sending.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { mongo } from 'mongoose';
import { wordsOf } from '../api/modules/messages/words.js';
import { people, type Person } from '../tests/testkit/people.js';
import type { TestServer } from '../tests/testkit/server.js';
import { compare, type Variants } from './compare.js';
import { pinApart } from './processes.js';
import { inParallel, printReport, readOptions, runBenchmark, type Row } from './report.js';

const options = readOptions({ count: 200_000, quickCount: 4_000 });
const perRoom = 200;
const roomCount = Math.ceil(options.count / perRoom);
const roomsOfFew = 5;
const turns = options.quick ? { count: 1, roundsEach: 2 } : { count: 4, roundsEach: 25 };
const insertedAtOnce = 1_000;
const wordsPerMessage = 10;

const searchDocument = `query Search($query: String!) { searchMessages(query: $query) {
  edges { cursor node { id conversationId seq text createdAt author { id displayName } } } pageInfo { hasNextPage endCursor } } }`;

/** 20,000 words, of which the n-th comes n times less often than the first, as in a language. */
const vocabulary = Array.from({ length: 20_000 }, (_, rank) => spell(rank));
const weights = cumulate(vocabulary.map((_, rank) => 1 / (rank + 1)));
const [common = '', also = '', medium = '', other = '', rare = ''] = [0, 3, 100, 120, 15_000].map((rank) => vocabulary[rank]);
const queries: readonly (readonly [string, string])[] = [
  ['a word of most messages', common],
  ['a word of one message in a hundred', medium],
  ['a rare word', rare],
  ['a common and a rare word', `${common} ${rare}`],
  ['two common words', `${common} ${also}`],
  ['two words of one in a hundred each', `${medium} ${other}`],
  ['a common word and the beginning of another', `${common} ${medium.slice(0, 3)}`],
  ['three letters', medium.slice(0, 3)],
  ['one letter', medium.slice(0, 1)],
  ['a word that is nowhere', 'zzyzx'],
];

function spell(rank: number): string {
  const digest = createHash('sha256').update(String(rank)).digest();
  const syllables = 1 + Math.min(3, Math.floor(Math.log2(rank + 2) / 4));
  const letters = Array.from(
    { length: syllables },
    (_, at) => 'bcdfglmnprstv'.charAt((digest[2 * at] ?? 0) % 13) + 'aeiou'.charAt((digest[2 * at + 1] ?? 0) % 5),
  );
  return `${letters.join('')}${rank.toString(36)}`;
}

function cumulate(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/** The same texts in every run. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function drawWord(random: () => number): string {
  const wanted = random() * (weights.at(-1) ?? 0);
  let [low, high] = [0, weights.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((weights[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return vocabulary[low] ?? '';
}

/** One message after the other, in each of the rooms in turn. */
async function fill(database: mongo.Db, author: Person, rooms: readonly string[], count: number): Promise<void> {
  const random = makeRandom(rooms.length);
  const authorId = new mongo.ObjectId(author.id);
  const roomIds = rooms.map((id) => new mongo.ObjectId(id));
  const startMs = Date.now() - count * 1000;
  for (let from = 0; from < count; from += insertedAtOnce) {
    const records = Array.from({ length: Math.min(insertedAtOnce, count - from) }, (_, offset) => {
      const place = from + offset;
      const text = Array.from({ length: wordsPerMessage }, () => drawWord(random)).join(' ');
      const timestamps = { storedAt: new mongo.Timestamp({ t: 0, i: 0 }), changedAt: new mongo.Timestamp({ t: 0, i: 0 }) };
      return {
        conversationId: roomIds[place % rooms.length],
        // The group's own first message is there already.
        seq: Math.floor(place / rooms.length) + 2,
        clientId: randomUUID(),
        requestHash: '',
        authorId,
        kind: 'TEXT',
        text,
        words: wordsOf(text),
        notice: null,
        createdAt: new Date(startMs + place * 1000),
        editedAt: null,
        edits: [],
        deletedAt: null,
        reactions: [],
        revision: 1,
        ...timestamps,
      };
    });
    await database.collection('messages').insertMany(records, { ordered: false });
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const port = await findFreePort();
const uriOf = ({ database }: TestServer) => database.env.MONGODB_URI ?? `mongodb://127.0.0.1:${port}/talkinclouds?directConnection=true`;

await runBenchmark(
  options,
  async (server, baseline) => {
    // There is nothing bare to compare with: the first of each table is what the others are compared with.
    await baseline.stop();
    const { author, reader, regular, guest } = await people(server, 'author', 'reader', 'regular', 'guest');
    const long = await author.createGroup('Long', reader);
    const rooms = await inParallel(roomCount, 4, (place) =>
      author.createGroup(`Room ${place}`, ...(place < roomsOfFew ? [regular, guest] : [regular])),
    );
    const client = await mongo.MongoClient.connect(uriOf(server));
    await fill(client.db(), author, [long], options.count);
    await fill(client.db(), author, rooms, roomCount * perRoom);
    await client.close();
    const pinning = pinApart(server);

    const rows: Row[] = [];
    for (const [person, where] of [
      [reader, `in one conversation of ${options.count}`],
      [regular, `in ${roomCount} conversations of ${perRoom}`],
      [guest, `in ${roomsOfFew} of those`],
    ] as const) {
      const variants: Variants = queries.map(([name, query]) => [`${name}, ${where}`, () => person.request(searchDocument, { query })]);
      rows.push(...(await compare(server, turns, variants)));
    }
    printReport(
      `Search over ${options.count + roomCount * perRoom} messages of ${wordsPerMessage} words, over HTTP, PROCESSES=${options.processes}.`,
      [
        `A page of 20, newest first; one search at a time on keep-alive connections; ${turns.count * turns.roundsEach} of each, after ${turns.roundsEach} that don't count`,
        `Pinning: ${pinning}`,
      ],
      ['p50 ms', 'p99 ms', 'CPU µs each', 'p50 ÷ first'],
      rows,
    );
  },
  { EMBEDDED_DB_PORT: String(port) },
);
