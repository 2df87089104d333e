import type { Types } from 'mongoose';
import { cannotWrite, findBlocked, isBlocked, type Pair } from '../users/block.access.js';
import { ConversationModel, type Conversation } from './conversation.model.js';

const maxKnown = 20_000;

/** Whose direct conversation it is, by conversation id; null for a group. It never changes, so it is asked for once. */
const known = new Map<string, Pair | null>();

/** Those of the conversations that are direct ones between people of whom one has blocked the other. None, or one command in the common case. */
export async function findBlockedConversations(ids: readonly Types.ObjectId[]): Promise<ReadonlySet<string>> {
  const pairs = await findPairs(ids.map((id) => id.toHexString()));
  const blocked = await findBlocked(pairs.map(({ pair }) => pair));
  return new Set(pairs.flatMap(({ id }, index) => (blocked[index] ? [id] : [])));
}

/** FORBIDDEN in a direct conversation where either has blocked the other. */
export async function refuseBlocked({ directKey }: Pick<Conversation, 'directKey'>): Promise<void> {
  const pair = pairOf(directKey);
  if (pair && (await isBlocked(pair))) throw cannotWrite();
}

async function findPairs(ids: readonly string[]): Promise<{ readonly id: string; readonly pair: Pair }[]> {
  const unknown = ids.filter((id) => !known.has(id));
  const found = new Map(ids.map((id) => [id, known.get(id) ?? null]));
  if (unknown.length > 0) {
    const conversations = await ConversationModel.find({ _id: { $in: unknown } }, { directKey: 1 }).lean<
      Pick<Conversation, '_id' | 'directKey'>[]
    >();
    for (const { _id, directKey } of conversations) {
      found.set(_id.toHexString(), pairOf(directKey));
      remember(_id.toHexString(), pairOf(directKey));
    }
  }
  return [...found].flatMap(([id, pair]) => (pair ? [{ id, pair }] : []));
}

function pairOf(directKey: string | undefined): Pair | null {
  const [one, other] = directKey?.split(':') ?? [];
  return one && other ? [one, other] : null;
}

function remember(id: string, pair: Pair | null): void {
  known.set(id, pair);
  if (known.size <= maxKnown) return;
  for (const oldest of known.keys()) {
    known.delete(oldest);
    return;
  }
}
