import type { Types } from 'mongoose';
import { moveAuthorMarks, raiseHints, type AuthorMark, type Hint } from './mark.actions.js';
import { memberId } from './member.model.js';

/** What was written for a conversation, or a member, is not written again for so long: what comes meanwhile waits, and becomes one write. */
const restMs = 1_000;
const retryMs = 1_000;
/** Above that nothing waits. */
const maxWaiting = 20_000;

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
/** Until when (monotonic) a hint or mark that comes has to wait. */
const resting = new Map<string, number>();
let timer: NodeJS.Timeout | undefined;
let writing: Promise<void> | null = null;

/**
 * Moves the hints and the authors' marks that messages move. Where a conversation is at its ease they are written before this resolves; where
 * somebody sends faster than that, and they would cost as much as the messages themselves, once a second, with all that comes until then. Whoever reads them in this process calls `settleSends`
 * first; a crash leaves them behind, as any hint may be, and the next start repairs them. `urgent`: all of it now.
 */
export async function noteSends(messages: readonly SentMessage[], { urgent = false } = {}): Promise<void> {
  const nowMs = performance.now();
  const dueHints = new Map<string, Hint>();
  const dueMarks = new Map<string, AuthorMark>();
  const mayWait = (key: string) =>
    !urgent && hints.size + marks.size < maxWaiting && (timer !== undefined || (resting.get(key) ?? 0) > nowMs);
  for (const { conversationId, authorId, seq, createdAt } of messages) {
    const conversation = conversationId.toHexString();
    keepHigher(mayWait(conversation) ? hints : dueHints, conversation, { conversationId, seq, at: createdAt });
    if (!authorId) continue;
    const membership = memberId(conversationId, authorId);
    keepHigher(mayWait(membership) ? marks : dueMarks, membership, { conversationId, userId: authorId, seq, at: createdAt });
  }
  if (hints.size + marks.size > 0) timer ??= setTimeout(() => void writeWaiting(), restMs).unref();
  for (const key of [...dueHints.keys(), ...dueMarks.keys()]) resting.set(key, nowMs + restMs);
  await Promise.all([raiseHints([...dueHints.values()]), moveAuthorMarks([...dueMarks.values()])]);
}

/** Writes what waits. Undefined where nothing does, which is nearly always. Rejects as the database does; then it goes on waiting. */
export function settleSends(): Promise<void> | undefined {
  if (hints.size + marks.size === 0) return writing ?? undefined;
  return (writing ?? Promise.resolve()).then(write, write);
}

async function writeWaiting(): Promise<void> {
  timer = undefined;
  const nowMs = performance.now();
  for (const [key, untilMs] of resting) if (untilMs <= nowMs) resting.delete(key);
  try {
    await settleSends();
  } catch {
    // The database is away, as everybody notices who asks it. What could not be written waits on.
    timer ??= setTimeout(() => void writeWaiting(), retryMs).unref();
  }
}

function write(): Promise<void> {
  if (hints.size + marks.size === 0) return Promise.resolve();
  const mine = { hints, marks };
  hints = new Map();
  marks = new Map();
  const untilMs = performance.now() + restMs;
  for (const key of [...mine.hints.keys(), ...mine.marks.keys()]) resting.set(key, untilMs);
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
