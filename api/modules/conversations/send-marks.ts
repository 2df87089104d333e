import type { Types } from 'mongoose';
import { moveAuthorMarks, raiseHints, type AuthorMark, type Hint } from './mark.actions.js';
import { memberId } from './member.model.js';

/** What sends move is written so often; what comes meanwhile becomes one write. */
const writeEveryMs = 1_000;
/** Above that, who sends waits until it is written. */
const maxWaiting = 20_000;
/** What another process has sent, and not written by then, is written by whoever has heard of it: that process may be gone. */
const leftToOthersMs = 5_000;

/** A message that was stored: what it moves. */
export interface SentMessage {
  readonly conversationId: Types.ObjectId;
  /** Null: a notice, which nobody has read by sending it. */
  readonly authorId: Types.ObjectId | null;
  readonly seq: number;
  readonly createdAt: Date;
}

let hints = new Map<string, Hint>();
let marks = new Map<string, AuthorMark>();
/** How far this process itself has noted the marks of authors, until the feed tells that they are written. */
const ownMarks = new Map<string, number>();
/** The newest message of each author in each conversation that the feed told of, and of whose mark it has not told yet. */
const heard = new Map<string, SentMessage & { readonly heardAtMs: number }>();
let timer: NodeJS.Timeout | undefined;
let heardTimer: NodeJS.Timeout | undefined;
let writing: Promise<void> | null = null;

/**
 * Notes the hints and the authors' marks that stored messages move. Written one by one they would cost more than the messages, so they are
 * written together, soon. Whoever reads them calls `settleSends` first; who has read them before is told by MessageAdded, which says the same.
 * A crash leaves them behind; another process that has heard of the messages writes them, or the next start does.
 */
export async function noteSends(messages: readonly SentMessage[]): Promise<void> {
  for (const message of messages) {
    const { conversationId, authorId, seq } = message;
    if (authorId) {
      const key = memberId(conversationId, authorId);
      ownMarks.set(key, Math.max(seq, ownMarks.get(key) ?? 0));
      // The feed may have been quicker than the answer of the database.
      if ((heard.get(key)?.seq ?? Infinity) <= seq) heard.delete(key);
    }
    note(message);
  }
  // Only as long as the feed is far behind; without them a mark may be written twice.
  if (ownMarks.size > maxWaiting) ownMarks.clear();
  if (hints.size + marks.size > maxWaiting) await settleSends();
  else scheduleWriting();
}

function note({ conversationId, authorId, seq, createdAt }: SentMessage): void {
  keepHigher(hints, conversationId.toHexString(), { conversationId, seq, at: createdAt });
  if (authorId) keepHigher(marks, memberId(conversationId, authorId), { conversationId, userId: authorId, seq, at: createdAt });
}

/**
 * A message of whichever process, as the feed tells it. To who asks here, everything stands that this process's cursors tell of: so also what
 * its sender's process has not written yet.
 */
export function hearOfSend(message: SentMessage): void {
  if (!message.authorId) return;
  const key = memberId(message.conversationId, message.authorId);
  if ((ownMarks.get(key) ?? 0) >= message.seq) return;
  keepHigher(heard, key, { ...message, heardAtMs: performance.now() });
  if (heard.size > maxWaiting) void writeWaiting();
  else heardTimer ??= setInterval(takeOver, leftToOthersMs).unref();
}

/** The feed tells that the mark of that membership (memberId) was moved by its author's message. */
export function hearOfMark(key: string, seq: number): void {
  if ((ownMarks.get(key) ?? Infinity) <= seq) ownMarks.delete(key);
  if ((heard.get(key)?.seq ?? Infinity) <= seq) heard.delete(key);
}

/** What another process should have written by now. */
function takeOver(): void {
  const dueBefore = performance.now() - leftToOthersMs;
  noteHeard(({ heardAtMs }) => heardAtMs <= dueBefore);
  if (heard.size === 0) {
    clearInterval(heardTimer);
    heardTimer = undefined;
  }
  scheduleWriting();
}

function noteHeard(isDue: (message: { readonly heardAtMs: number }) => boolean): void {
  for (const [key, message] of heard) {
    if (!isDue(message)) continue;
    note(message);
    heard.delete(key);
  }
}

/** Writes what waits. Undefined where nothing does. Rejects as the database does; then it goes on waiting. */
export function settleSends(): Promise<void> | undefined {
  noteHeard(() => true);
  if (hints.size + marks.size === 0) return writing ?? undefined;
  return writing ? writing.then(write, write) : write();
}

function scheduleWriting(): void {
  if (hints.size > 0) timer ??= setTimeout(() => void writeWaiting(), writeEveryMs).unref();
}

async function writeWaiting(): Promise<void> {
  timer = undefined;
  try {
    await settleSends();
  } catch {
    // The database is away, as everybody notices who asks it. What could not be written waits on.
    timer ??= setTimeout(() => void writeWaiting(), writeEveryMs).unref();
  }
}

function write(): Promise<void> {
  // Whoever came first has taken everything along, and may still be at it.
  if (hints.size + marks.size === 0) return writing ?? Promise.resolve();
  const mine = { hints, marks };
  hints = new Map();
  marks = new Map();
  writing = Promise.all([raiseHints([...mine.hints.values()]), moveAuthorMarks([...mine.marks.values()])])
    .then(
      () => undefined,
      (error: unknown) => {
        for (const [key, hint] of mine.hints) keepHigher(hints, key, hint);
        for (const [key, mark] of mine.marks) keepHigher(marks, key, mark);
        throw error;
      },
    )
    .finally(() => (writing = null));
  return writing;
}

function keepHigher<Value extends { readonly seq: number }>(map: Map<string, Value>, key: string, value: Value): void {
  if ((map.get(key)?.seq ?? 0) < value.seq) map.set(key, value);
}
