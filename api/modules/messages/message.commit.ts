import { setTimeout as delay } from 'node:timers/promises';
import { mongo, type Types } from 'mongoose';
import { AppError, notFound } from '../../graphql/errors.js';
import { writeInBulk } from '../conversations/bulk.actions.js';
import { findPresentMemberships } from '../conversations/conversation.access.js';
import { findBlockedConversations } from '../conversations/direct.access.js';
import { isKnownMember } from '../conversations/known-members.js';
import { memberId } from '../conversations/member.model.js';
import { noteSends, settleSends } from '../conversations/send-marks.js';
import { cannotWrite } from '../users/block.access.js';
import { answerRepetition, groupRepetitions, numberDrafts, sendKey, type MessageDraft, type NewestPlace } from './message.drafts.js';
import { MessageModel, type Message } from './message.model.js';
import { findKnownPlace, forgetPlace, isPlaceHeard, rememberPlace } from './message.places.js';

/** A send and its repetitions in one batch. */
type Group = [MessageDraft, ...MessageDraft[]];

/** What one conversation still has in a batch. */
interface Lane {
  readonly conversationId: Types.ObjectId;
  /** The newest message, as far as is known: never ahead of the truth. */
  place: NewestPlace | null;
  groups: readonly Group[];
  lostRaces: number;
}

interface Settling {
  readonly settle: (group: readonly MessageDraft[], stored: Message, isFresh: boolean) => void;
  readonly refuse: (draft: MessageDraft, error: Error) => void;
}

export type Outcome = { readonly message: Message } | { readonly error: unknown };

/** How often in a row other processes may take the place that this one wanted. */
const maxLostRaces = 200;
const longestPauseMs = 20;

/**
 * Seq and time of the newest message, as the unique index says; null before the first. Read concern local, like the index that refuses
 * duplicates: a majority read would for a moment not see what has just taken a place. It is safe because what is written after a message
 * in the oplog can only be kept together with it.
 */
export function findNewest(conversationId: Types.ObjectId): Promise<NewestPlace | null> {
  return MessageModel.findOne({ conversationId }, { seq: 1, createdAt: 1 }).sort({ seq: -1 }).readConcern('local').lean<NewestPlace>();
}

/**
 * Commits drafts in their order and tells, for each, the stored message or why there is none. In this process only one call at a time may
 * run for a conversation; other processes are met at the unique indexes. Several conversations share the commands, not each other's fate.
 *
 * There is never a hole: a message is inserted at a seq only when the one before it is known to be committed, because it was read,
 * because it was acknowledged before, or because it went before in the same ordered insert. A refused insert uses up no seq.
 */
export async function commitDrafts(drafts: readonly MessageDraft[]): Promise<Outcome[]> {
  const outcomes = new Map<MessageDraft, Outcome>();
  const fresh: Message[] = [];
  const repeated: Message[] = [];
  const settling: Settling = {
    settle(group, stored, isFresh) {
      (isFresh ? fresh : repeated).push(stored);
      for (const draft of group)
        outcomes.set(
          draft,
          attempt(() => answerRepetition(stored, draft.requestHash)),
        );
    },
    refuse: (draft, error) => void outcomes.set(draft, { error }),
  };
  const lanes = laneByLane(drafts);
  try {
    // The place first, then who is welcome, never side by side: see refuseFormerMembers.
    const [blocked] = await Promise.all([
      findBlockedConversations(lanes.map(({ conversationId }) => conversationId)),
      ...lanes.map(async (lane) => (lane.place = findKnownPlace(lane.conversationId) ?? (await findNewest(lane.conversationId)))),
    ]);
    await refuseFormerMembers(lanes, settling);
    await refuseUnlessStored(lanes, blocked, settling);
    await commitInOrder(lanes, settling);
  } catch (error) {
    // What became of the rest is not known. Whoever sends it again under its clientId finds out.
    for (const draft of drafts) if (!outcomes.has(draft)) outcomes.set(draft, { error });
    for (const lane of lanes) forgetPlace(lane.conversationId);
  }
  try {
    // Hints and the authors' read marks follow the commit.
    await noteSends([...fresh, ...repeated]);
    // What was found stored was read before the majority may have had it: a majority write waits for it, too.
    if (repeated.length > 0) await settleSends();
    // Where nothing waited for the majority, a place that was only read may still be lost.
    const acknowledged = new Set<NewestPlace>(fresh);
    for (const { conversationId, groups, place } of lanes)
      if (groups.length === 0 && place && (repeated.length > 0 || acknowledged.has(place))) rememberPlace(conversationId, place);
  } catch (error) {
    for (const [draft, outcome] of outcomes) if ('message' in outcome) outcomes.set(draft, { error });
    for (const lane of lanes) forgetPlace(lane.conversationId);
  }
  return drafts.map((draft) => outcomes.get(draft) ?? { error: new Error('A draft was left without an outcome.') });
}

function laneByLane(drafts: readonly MessageDraft[]): Lane[] {
  const byConversation = new Map<string, MessageDraft[]>();
  for (const draft of drafts) {
    const key = draft.conversationId.toHexString();
    const others = byConversation.get(key);
    if (others) others.push(draft);
    else byConversation.set(key, [draft]);
  }
  return [...byConversation.values()].flatMap((ofConversation) => {
    const [first] = ofConversation;
    return first ? [{ conversationId: first.conversationId, place: null, groups: groupRepetitions(ofConversation), lostRaces: 0 }] : [];
  });
}

/** Notices that tell of a membership that ended before. */
const departures: ReadonlySet<Message['kind']> = new Set(['MEMBER_LEFT', 'MEMBER_REMOVED']);

/** What was committed behind that place, in its order. */
function findSince(conversationId: Types.ObjectId, place: NewestPlace | null): Promise<(NewestPlace & Pick<Message, 'kind'>)[]> {
  return MessageModel.find({ conversationId, seq: { $gt: place?.seq ?? 0 } }, { seq: 1, createdAt: 1, kind: 1 })
    .sort({ seq: 1 })
    .readConcern('local')
    .lean<(NewestPlace & Pick<Message, 'kind'>)[]>();
}

/**
 * Takes out the sends of those who are members no more. A removal is acknowledged once its notice has taken a place. So whoever asks after reading
 * the last place, and again where a departure has come behind it, either sees the removal here or finds the next place taken by the notice:
 * nothing of a former member is stored behind it. For the same reason the memberships that the feed has told are as good as those of the database
 * once it has told that last place: a removal that it has not told yet takes a place behind it.
 */
async function refuseFormerMembers(lanes: readonly Lane[], { refuse }: Settling): Promise<void> {
  const asked = new Set(
    lanes.flatMap((lane) => lane.groups.flatMap(([draft]) => (isWelcome(lane, draft) ? [] : (membershipOf(draft) ?? [])))),
  );
  if (asked.size === 0) return;
  const present = await findPresentMemberships([...asked]);
  for (const lane of lanes) {
    lane.groups = lane.groups.filter((group) => {
      const membership = membershipOf(group[0]);
      const isRefused = membership !== null && asked.has(membership) && !present.has(membership);
      if (isRefused) group.forEach((draft) => refuse(draft, notFound('conversation')));
      return !isRefused;
    });
  }
}

const membershipOf = ({ conversationId, authorId }: MessageDraft) => (authorId ? memberId(conversationId, authorId) : null);

/**
 * Takes out the sends that bring a refusal along, and those to direct conversations in which one has blocked the other. That was asked in the database,
 * after the sends had come in: what comes after a block was acknowledged, on whichever process, is refused. A send that is stored already is answered
 * with what is stored, whatever has happened since. After the former members, who learn nothing of all this.
 */
async function refuseUnlessStored(lanes: readonly Lane[], blocked: ReadonlySet<string>, { settle, refuse }: Settling): Promise<void> {
  await Promise.all(
    lanes.map(async (lane) => {
      const isBlocked = blocked.has(lane.conversationId.toHexString());
      const refusalOf = ({ refusal, authorId }: MessageDraft) => refusal ?? (isBlocked && authorId ? cannotWrite() : null);
      const doubtful = lane.groups.flatMap(([draft]) => (refusalOf(draft) ? [draft] : []));
      if (doubtful.length === 0) return;
      const stored = await findRepeated(doubtful);
      lane.groups = lane.groups.flatMap((group) => {
        if (!refusalOf(group[0])) return [group];
        const known = stored.get(sendKey(group[0]));
        if (known) {
          settle(group, known, false);
          return [];
        }
        // One of its repetitions may have come through what this one was refused for.
        for (const draft of group) {
          const refusal = refusalOf(draft);
          if (refusal) refuse(draft, refusal);
        }
        return groupRepetitions(group.filter((draft) => !refusalOf(draft)));
      });
    }),
  );
}

/** Without asking the database. Notices are always welcome. */
function isWelcome({ place }: Lane, { conversationId, authorId }: MessageDraft): boolean {
  if (!authorId) return true;
  return place !== null && isPlaceHeard(conversationId, place) && isKnownMember(conversationId.toHexString(), authorId.toHexString());
}

async function commitInOrder(lanes: readonly Lane[], settling: Settling): Promise<void> {
  let rest = lanes.filter(({ groups }) => groups.length > 0);
  while (rest.length > 0) {
    const now = new Date();
    const numbered = rest.flatMap((lane) => {
      const records = numberDrafts(
        lane.groups.map(([draft]) => draft),
        lane.place,
        now,
      );
      return records.map((record, index) => ({ lane, record, group: lane.groups[index] ?? [] }));
    });
    const inserted = await insertInOrder(numbered.map(({ record }) => record));
    for (const { lane, record, group } of numbered.slice(0, inserted)) {
      settling.settle(group, record, true);
      lane.place = record;
      lane.groups = lane.groups.slice(1);
      lane.lostRaces = 0;
    }
    const refused = numbered[inserted]?.lane;
    if (refused) await meetRefusal(refused, settling);
    // Who was refused goes last, so as not to stand in the others' way again.
    rest = [...rest.filter((lane) => lane !== refused), ...(refused ? [refused] : [])].filter(({ groups }) => groups.length > 0);
  }
}

/**
 * The insert of the lane's first draft met a unique index. Which one? The driver keeps no keyPattern of a bulk insert: what is stored under
 * its clientId tells. The lane is left with what there still is to insert.
 */
async function meetRefusal(lane: Lane, settling: Settling): Promise<void> {
  const [stored, since] = await Promise.all([
    findRepeated(lane.groups.map(([draft]) => draft)),
    findSince(lane.conversationId, lane.place),
  ]);
  lane.place = since.at(-1) ?? lane.place;
  const before = lane.groups.length;
  lane.groups = lane.groups.filter((group) => {
    const known = stored.get(sendKey(group[0]));
    if (known) settling.settle(group, known, false);
    return !known;
  });
  if (lane.groups.length === before) {
    lane.lostRaces += 1;
    if (lane.lostRaces > maxLostRaces) throw new AppError('UNAVAILABLE', 'Too many senders at once. Safe to retry.');
    if (lane.lostRaces > 1) await delay(Math.random() * Math.min(longestPauseMs, lane.lostRaces));
  }
  if (since.some(({ kind }) => departures.has(kind))) await refuseFormerMembers([lane], settling);
}

/** How many of the records, from the first, were inserted: all of them, or those before the first duplicate key. */
async function insertInOrder(records: readonly Message[]): Promise<number> {
  try {
    await writeInBulk(() => MessageModel.collection.insertMany([...records], { ordered: true, forceServerObjectId: true }));
    return records.length;
  } catch (error) {
    const [writeError] = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [];
    if (writeError?.code !== 11000) throw error;
    return writeError.index;
  }
}

/** Those of the sends of one conversation that are stored already, by sendKey. Their durability is waited for by the majority write of settleSends. */
async function findRepeated(drafts: readonly MessageDraft[]): Promise<ReadonlyMap<string, Message>> {
  const sends = drafts.map(({ conversationId, authorId, clientId }) => ({ conversationId, authorId, clientId }));
  const stored = await MessageModel.find({ $or: sends }).readConcern('local').lean<Message[]>();
  return new Map(stored.map((message) => [sendKey(message), message]));
}

function attempt(work: () => Message): Outcome {
  try {
    return { message: work() };
  } catch (error) {
    return { error };
  }
}
