import { createHash, randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { wordsOf } from '../api/modules/messages/words.js';
import { findFreePort } from '../tests/testkit/free-port.js';
import type { Person } from '../tests/testkit/people.js';
import type { TestServer } from '../tests/testkit/server.js';

const insertedAtOnce = 1_000;
export const wordsPerMessage = 10;

/** 20,000 words, of which the n-th comes n times less often than the first, as in a language. */
export const vocabulary = Array.from({ length: 20_000 }, (_, rank) => spell(rank));
const weights = cumulate(vocabulary.map((_, rank) => 1 / (rank + 1)));

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

/** Makes conversations long without sending: most of a run would be that. `env` is for the server whose database it is. */
export async function openFilling() {
  const port = await findFreePort();
  const uriOf = ({ database }: TestServer) => database.env.MONGODB_URI ?? `mongodb://127.0.0.1:${port}/talkinclouds?directConnection=true`;
  return {
    env: { EMBEDDED_DB_PORT: String(port) },
    /** Messages of one author, in the groups in turn, as the server would write them. */
    async fill(server: TestServer, author: Person, groups: readonly string[], count: number): Promise<void> {
      const client = await mongo.MongoClient.connect(uriOf(server));
      await fill(client.db(), author, groups, count);
      await client.close();
    },
  };
}
