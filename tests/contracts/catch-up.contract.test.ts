import '../../api/database/model-defaults.js';
import { randomBytes } from 'node:crypto';
import mongoose, { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase, prepareCollections } from '../../api/database/connect.js';
import { catchUpStart, type CatchUpPlace } from '../../api/live/cursor.js';
import type { CatchUpItem, CatchUpScan } from '../../api/live/catch-up.js';
import { scanConversations } from '../../api/modules/conversations/conversation.catch-up.js';
import { ConversationModel } from '../../api/modules/conversations/conversation.model.js';
import { scanMembers, scanOwnMemberships } from '../../api/modules/conversations/member.catch-up.js';
import { MemberModel, memberId } from '../../api/modules/conversations/member.model.js';
import { scanChangedMessages, scanNewMessages } from '../../api/modules/messages/message.catch-up.js';
import { MessageModel } from '../../api/modules/messages/message.model.js';
import { scanUsers } from '../../api/modules/users/user.catch-up.js';
import { UserModel } from '../../api/modules/users/user.model.js';
import { availableDatabases, type TestDatabase } from '../testkit/databases.js';

const { ObjectId } = mongo;
type ObjectId = mongo.ObjectId;

const conversations = 250;
const messagesBefore = 40;
const sinceSeconds = 1_700_000_000;
const head = { seconds: sinceSeconds + 10_000, increment: 0 };
const before = (n: number) => new mongo.Timestamp({ t: sinceSeconds - 10_000 + n, i: 1 });
const later = (n: number) => new mongo.Timestamp({ t: sinceSeconds + n, i: 1 });

const viewer = new ObjectId();
const others = Array.from({ length: 3 }, () => new ObjectId());
const ids = Array.from({ length: conversations }, () => new ObjectId());
/** Something happened in these; each in another quarter of the list. */
const [busy, quietly, foreign] = [pick(10), pick(120), pick(200)] as const;
function pick(place: number): ObjectId {
  const id = ids[place];
  if (!id) throw new Error('There are too few conversations.');
  return id;
}

const message = (conversationId: ObjectId, seq: number, storedAt: mongo.Timestamp, changedAt = storedAt) => ({
  _id: new ObjectId(),
  conversationId,
  seq,
  authorId: others[0],
  clientId: `client-${seq}`,
  requestHash: 'hash',
  kind: 'TEXT',
  storedAt,
  changedAt,
  revision: storedAt === changedAt ? 1 : 2,
});

async function seed(): Promise<void> {
  const everybody = [viewer, ...others];
  await UserModel.collection.insertMany(
    everybody.map((_id, n) => ({ _id, username: `user${n}`, email: `user${n}@example.test`, changedAt: n === 2 ? later(1) : before(n) })),
  );
  await ConversationModel.collection.insertMany(
    ids.map((_id) => ({ _id, kind: 'GROUP', revision: _id === quietly ? 2 : 1, changedAt: _id === quietly ? later(2) : before(1) })),
  );
  await MemberModel.collection.insertMany(
    ids.flatMap((conversationId) =>
      // In the foreign one the viewer is no member any more, since long.
      everybody.map((userId, n) => ({
        _id: memberId(conversationId, userId) as unknown as ObjectId,
        conversationId,
        userId,
        cameAt: before(2),
        endedAt: null,
        leftAt: conversationId === foreign && userId === viewer ? new Date(0) : null,
        changedAt: conversationId === busy && n === 3 ? later(3) : before(2),
      })),
    ),
  );
  const old = ids.flatMap((id) => Array.from({ length: messagesBefore }, (_, n) => message(id, n + 1, before(n + 10))));
  await MessageModel.collection.insertMany(old.filter(({ conversationId, seq }) => conversationId !== busy || seq > 3));
  // In the busy one: three of old that changed, and then, of four hundred new ones, the first two and the last changed, too.
  await MessageModel.collection.insertMany([1, 2, 3].map((seq) => message(busy, seq, before(seq), later(500 - seq))));
  await MessageModel.collection.insertMany(
    Array.from({ length: 400 }, (_, n) => {
      const isChanged = n < 2 || n === 399;
      return message(busy, messagesBefore + n + 1, later(n + 10), isChanged ? later(600 + n) : undefined);
    }),
  );
  await MessageModel.collection.insertMany([
    message(foreign, messagesBefore + 1, later(20)),
    message(quietly, messagesBefore + 1, later(30)),
    // After the head: the stream tells it.
    message(quietly, messagesBefore + 2, later(20_000)),
  ]);
}

/** Everything that a scan tells, page by page, and how many pages there were. */
async function readAll(scan: CatchUpScan, limit: number): Promise<{ items: CatchUpItem[]; pages: number }> {
  const items: CatchUpItem[] = [];
  let pages = 0;
  for (let after: CatchUpPlace | null = catchUpStart; after; pages += 1) {
    const since = { seconds: sinceSeconds, increment: 0 };
    const page = await scan({ userId: viewer.toHexString(), conversationId: null, since, head, after, limit });
    items.push(...page.items);
    after = page.next;
  }
  return { items, pages };
}

interface Find {
  readonly find: string;
  readonly filter: mongo.Document;
  readonly sort?: mongo.Document;
  readonly limit?: number;
  readonly projection?: mongo.Document;
}

interface Explained {
  readonly queryPlanner: { readonly winningPlan: unknown };
  readonly executionStats?: { readonly totalDocsExamined: number };
}

let databases: TestDatabase[] = [];
beforeAll(async () => {
  databases = await availableDatabases();
});
afterAll(async () => {
  for (const database of databases) await database.stop();
});

/** Whose time is when it is told, not when it was: that of a membership may be when somebody read. */
const toldAsOfNow = new Set(['scanUsers', 'scanMembers']);

describe('the scans of a catch-up', () => {
  test('find each thing once, in order, on indexes, on every database there is', async () => {
    for (const { name, uri } of databases) {
      const url = new URL(uri);
      url.pathname = `/catch_up_${randomBytes(4).toString('hex')}`;
      const connection = await connectDatabase({ uri: url.href, name, onCommand: () => {} });
      const finds: Find[] = [];
      connection.getClient().on('commandStarted', ({ commandName, command }) => {
        if (commandName === 'find') finds.push(command as unknown as Find);
      });
      // As an earlier version of the server left it.
      await connection.collection('messages').createIndex({ changedAt: 1 });
      await prepareCollections(connection);
      const indexes = await connection.collection('messages').indexes();
      expect(indexes.map((index) => index.name)).toEqual(expect.arrayContaining(['conversationId_1_changedAt_1_seq_1']));
      expect(indexes.map((index) => index.name)).not.toContain('changedAt_1');
      await seed();

      const told: Record<string, CatchUpItem[]> = {};
      const scans = { scanOwnMemberships, scanChangedMessages, scanNewMessages, scanConversations, scanMembers, scanUsers };
      for (const [scanName, scan] of Object.entries(scans)) {
        const [{ items, pages }, whole] = [await readAll(scan, 90), await readAll(scan, 10_000)];
        expect(items, `${scanName} on ${name}`).toEqual(
          toldAsOfNow.has(scanName) ? whole.items.map((item) => ({ ...item, at: expect.any(Date) as Date })) : whole.items,
        );
        expect(pages).toBeGreaterThanOrEqual(whole.pages);
        told[scanName] = items;
      }
      const scanned = [...finds];
      const seqs = async (items: readonly CatchUpItem[] = []) => {
        const messageIds = items.flatMap(({ announcements }) =>
          announcements.flatMap(({ event }) => ('messageId' in event ? [event.messageId] : [])),
        );
        const found = await MessageModel.find({ _id: { $in: messageIds } }, { seq: 1 }).lean<{ _id: ObjectId; seq: number }[]>();
        return messageIds.map((id) => found.find(({ _id }) => _id.toHexString() === id)?.seq);
      };
      expect(told['scanOwnMemberships']).toEqual([]);
      expect(await seqs(told['scanChangedMessages'])).toEqual([3, 2, 1]);
      expect(await seqs(told['scanNewMessages'])).toEqual([
        ...Array.from({ length: 400 }, (_, n) => messagesBefore + 1 + n),
        messagesBefore + 1,
      ]);
      expect(told['scanConversations']).toHaveLength(1);
      expect(told['scanMembers']).toHaveLength(1);
      expect(told['scanUsers']).toHaveLength(2);

      for (const { find, filter, sort, limit, projection } of scanned) {
        const explained = (await connection.db?.command({
          explain: { find, filter, ...(sort && { sort }), ...(limit && { limit }), ...(projection && { projection }) },
          verbosity: 'executionStats',
        })) as Explained | undefined;
        const plan = JSON.stringify(explained?.queryPlanner.winningPlan);
        const what = `${name}: ${JSON.stringify({ find, filter, sort })} → ${plan}`;
        expect(plan, what).toMatch(/IXSCAN|IDHACK|EXPRESS/);
        expect(plan, what).not.toContain('COLLSCAN');
        // Messages may be many: never sorted in memory, never read in vain.
        if (find === 'messages') expect(plan, what).not.toContain('"SORT"');
        expect(explained?.executionStats?.totalDocsExamined ?? 0, what).toBeLessThanOrEqual(find === 'messages' ? 410 : 260);
      }
      expect(scanned.length).toBeGreaterThan(20);
      await connection.dropDatabase();
      await mongoose.disconnect();
    }
  });
});
