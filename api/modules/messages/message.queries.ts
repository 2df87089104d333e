import type { Types } from 'mongoose';
import { connectionOf, encodeCursor, type Page } from '../../graphql/pages.js';
import { MessageModel, type Message } from './message.model.js';
import { readMessagePlace, windowOf, type MessagePageArgs, type MessagePlace } from './message.window.js';

/** A page of a conversation that stands at `lastSeq`, in ascending seq. */
export async function pageMessages(
  conversationId: Types.ObjectId,
  readLastSeq: () => Promise<number>,
  args: MessagePageArgs,
): Promise<Page<Message>> {
  const place = readMessagePlace(args);
  const lastSeq = await readLastSeq();
  const { from, to, ...bounds } = windowOf(await placeInSeq(conversationId, place, lastSeq), lastSeq);
  const messages =
    from > to
      ? []
      : await MessageModel.find({ conversationId, seq: { $gte: from, $lte: to } })
          .sort({ seq: 1 })
          .lean<Message[]>();
  return connectionOf(messages, (message) => encodeCursor('message', message.seq), bounds);
}

async function placeInSeq(
  conversationId: Types.ObjectId,
  place: MessagePlace,
  lastSeq: number,
): Promise<Exclude<MessagePlace, { walk: 'aroundTime' }>> {
  if (place.walk !== 'aroundTime') return place;
  return { walk: 'around', size: place.size, seq: await findSeqAtTime(conversationId, place.time, lastSeq) };
}

const probes = 16;

/**
 * The seq of the first message at or after that time; lastSeq where all are older. Times rise with seq (numberDrafts), so a search by
 * halves works on the index of seqs, and with 16 places looked at in one command five of them find one of a million.
 */
async function findSeqAtTime(conversationId: Types.ObjectId, time: Date, lastSeq: number): Promise<number> {
  let low = 1;
  let high = lastSeq;
  while (low < high) {
    const step = Math.max(1, Math.ceil((high - low) / probes));
    const seqs: number[] = [];
    for (let seq = low; seq < high; seq += step) seqs.push(seq);
    const found = await MessageModel.find({ conversationId, seq: { $in: seqs } }, { seq: 1, createdAt: 1 })
      .sort({ seq: 1 })
      .lean<Pick<Message, 'seq' | 'createdAt'>[]>();
    const at = found.find((message) => message.createdAt >= time);
    const before = found.findLast((message) => message.createdAt < time);
    high = at ? at.seq : high;
    low = before ? Math.min(before.seq + 1, high) : found[0] ? found[0].seq : high;
    if (at && !before) return at.seq;
  }
  return Math.max(low, 0);
}
