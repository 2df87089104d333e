import { setTimeout as delay } from 'node:timers/promises';
import type { Types } from 'mongoose';
import type { Logger } from 'pino';
import { writeInBulk } from '../conversations/bulk.actions.js';
import { MessageModel, type Message } from './message.model.js';
import { wordsOf } from './words.js';

/** Messages in one step. */
const stepLength = 500;
const pauseAfterFailureMs = 5_000;

/** How far all messages have their words. Kept, so that a restart goes on from there, and that it is done once. */
interface Progress {
  readonly _id: string;
  readonly upTo?: Types.ObjectId;
  readonly doneAt?: Date;
}

const progressId = 'words of messages';

/**
 * Gives the messages of earlier versions the words that search finds them by, in the background, oldest first; until then search does not find them.
 * At most half of the time it works, the rest belongs to the others. Several processes may do it at the same time: it is done twice then, not wrong.
 */
export function addMissingWords(log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = workUntilDone(log, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function workUntilDone(log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const startedAt = performance.now();
    let pauseMs: number;
    try {
      if (await takeStep()) return;
      pauseMs = performance.now() - startedAt;
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error }, 'Adding words to earlier messages, for search, goes on later.');
      pauseMs = pauseAfterFailureMs;
    }
    await pause(pauseMs, signal);
  }
}

/** Resolves early where the signal says so. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

type Earlier = Pick<Message, '_id' | 'kind' | 'text' | 'deletedAt' | 'revision' | 'words'>;

/** True when there is nothing left to do. */
async function takeStep(): Promise<boolean> {
  const upgrades = MessageModel.db.collection<Progress>('upgrades');
  const progress = await upgrades.findOne({ _id: progressId });
  if (progress?.doneAt) return true;
  const messages = await MessageModel.find(progress?.upTo ? { _id: { $gt: progress.upTo } } : {}, {
    kind: 1,
    text: 1,
    deletedAt: 1,
    revision: 1,
    words: 1,
  })
    .sort({ _id: 1 })
    .limit(stepLength)
    .lean<Earlier[]>();
  // Not over a change that came in between: that has written the words itself. Nobody is told, so neither revision nor changedAt moves.
  const updates = messages
    .filter(({ kind, deletedAt, words }) => kind === 'TEXT' && !deletedAt && !words)
    .map(({ _id, revision, text }) => ({
      updateOne: { filter: { _id, revision, words: { $exists: false } }, update: { $set: { words: wordsOf(text) } } },
    }));
  if (updates.length > 0) await writeInBulk(() => MessageModel.collection.bulkWrite(updates, { ordered: false }));
  const last = messages.at(-1);
  const isDone = messages.length < stepLength;
  await upgrades.updateOne(
    { _id: progressId },
    { ...(last && { $max: { upTo: last._id } }), ...(isDone && { $set: { doneAt: new Date() } }) },
    { upsert: true },
  );
  return isDone;
}
