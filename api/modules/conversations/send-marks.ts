import type { Types } from 'mongoose';
import { moveAuthorMarks, raiseHints, type AuthorMark, type Hint } from './mark.actions.js';
import { memberId } from './member.model.js';

/** What sends move is written so often; what comes meanwhile becomes one write. */
const writeEveryMs = 1_000;
/** Above that, who sends waits until it is written. */
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
let timer: NodeJS.Timeout | undefined;
let writing: Promise<void> | null = null;

/**
 * Notes the hints and the authors' marks that stored messages move. Written one by one they would cost more than the messages, so they are
 * written together, soon. Whoever reads them in this process calls `settleSends` first; everybody else is told by MessageAdded, which
 * says the same. A crash leaves them behind, as any hint may be, and the next start repairs them.
 */
export async function noteSends(messages: readonly SentMessage[]): Promise<void> {
  for (const { conversationId, authorId, seq, createdAt } of messages) {
    keepHigher(hints, conversationId.toHexString(), { conversationId, seq, at: createdAt });
    if (authorId) keepHigher(marks, memberId(conversationId, authorId), { conversationId, userId: authorId, seq, at: createdAt });
  }
  if (hints.size + marks.size > maxWaiting) await settleSends();
  else if (hints.size > 0) timer ??= setTimeout(() => void writeWaiting(), writeEveryMs).unref();
}

/** Writes what waits. Undefined where nothing does. Rejects as the database does; then it goes on waiting. */
export function settleSends(): Promise<void> | undefined {
  if (hints.size + marks.size === 0) return writing ?? undefined;
  return writing ? writing.then(write, write) : write();
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
