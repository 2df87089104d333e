import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  defaultFieldResolver,
  execute,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  parse,
  type ExecutionResult,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import mongoose, { mongo, Types } from 'mongoose';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorPlaceholder, reachableFrom, subscriptionRoots } from '../../tests/protocol/reachable-fields.js';
import { startEmbeddedDatabase, type TestDatabase } from '../../tests/testkit/databases.js';
import type { DeliveredEvent } from '../live/events.js';
import { ConversationModel } from '../modules/conversations/conversation.model.js';
import { memberId, MemberModel } from '../modules/conversations/member.model.js';
import type { Attachment } from '../modules/media/attachment.model.js';
import { prepareMedia } from '../modules/media/prepare-media.js';
import { MessageModel } from '../modules/messages/message.model.js';
import { UserModel } from '../modules/users/user.model.js';
import { allResolvers } from '../schema.js';
import { SharedContext } from './shared-context.js';
import { dependsOnViewer } from './viewer-dependence.js';

const log = pino({ level: 'silent' });
const contract = readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8');
const schema = buildSchema(contract);
const resolved = attachResolvers(schema);

const ana = new Types.ObjectId();
const bia = new Types.ObjectId();
const [group, direct] = [new Types.ObjectId(), new Types.ObjectId()];
const [inGroup, inDirect] = [new Types.ObjectId(), new Types.ObjectId()];

let database: TestDatabase;
beforeAll(async () => {
  database = await startEmbeddedDatabase();
  await mongoose.connect(database.uri, { dbName: 'shared_fields', directConnection: true });
  await prepareMedia({
    uploadsDir: '/nowhere',
    hasCloudinary: false,
    key: new Uint8Array(32),
    url: 'http://server.test',
    hooks: { findUsed: async () => new Set(), findReported: async () => new Set(), requireMember: async () => null },
  });
  await seed();
}, 60_000);
afterAll(async () => {
  await mongoose.disconnect();
  await database.stop();
});

const photo = { uploadId: new Types.ObjectId(), store: 'LOCAL' } as const;
const picture: Attachment = {
  ...photo,
  kind: 'IMAGE',
  fileName: 'a.png',
  contentType: 'image/png',
  size: 1,
  width: 1,
  height: 1,
  durationMs: 1,
  waveform: [1],
};

async function seed(): Promise<void> {
  const now = new Date();
  const changedAt = new mongo.Timestamp({ t: 0, i: 0 });
  for (const [_id, username] of [
    [ana, 'ana'],
    [bia, 'bia'],
  ] as const) {
    await UserModel.create({
      _id,
      username,
      displayName: username,
      email: `${username}@example.test`,
      photo,
      passwordHash: '-',
      createdAt: now,
      changedAt,
    });
  }
  for (const [_id, kind, messageId] of [
    [group, 'GROUP', inGroup],
    [direct, 'DIRECT', inDirect],
  ] as const) {
    await ConversationModel.create({
      _id,
      kind,
      name: 'n',
      description: 'd',
      photo,
      createdBy: ana,
      createdAt: now,
      lastSeq: 1,
      lastActivityAt: now,
      changedAt,
    });
    for (const userId of [ana, bia]) {
      const _id_ = memberId(_id, userId);
      await MemberModel.create({
        _id: _id_,
        conversationId: _id,
        userId,
        role: 'OWNER',
        joinedAt: now,
        lastReadSeq: 1,
        lastReadAt: now,
        changedAt,
      });
    }
    await MessageModel.create({
      _id: messageId,
      conversationId: _id,
      seq: 1,
      clientId: 'c',
      requestHash: 'h',
      authorId: ana,
      kind: 'TEXT',
      text: 'a text',
      replyToId: messageId,
      mentionIds: [ana, bia],
      mentionsEveryone: true,
      // No message has both a notice and a text: here one stands for all kinds.
      notice: { actorId: ana, subjectIds: [bia], name: 'n', role: 'OWNER' },
      pin: { slot: 0, at: now, byId: ana },
      attachments: [picture, { ...picture, uploadId: new Types.ObjectId() }],
      attachmentMarks: ['ANY', 'IMAGE'],
      createdAt: now,
      edits: [{ text: 'earlier', at: now }],
      reactions: [{ emoji: '👍', userIds: [ana, bia] }],
      changedAt,
    });
  }
}

/** One event of each type, about the group and about the direct conversation. */
function eventsOf(typeName: string): DeliveredEvent[] {
  return (
    [
      [group, inGroup],
      [direct, inDirect],
    ] as const
  ).map(([conversation, message]) => {
    const fields = {
      cursor: 'c',
      at: new Date(),
      conversationId: conversation.toHexString(),
      messageId: message.toHexString(),
      userId: bia.toHexString(),
      changedUserIds: [bia.toHexString()],
      removedUserIds: [bia.toHexString()],
      live: true,
      typing: true,
    };
    return { __typename: typeName, ...fields } as DeliveredEvent;
  });
}

function eventTypes(): readonly string[] {
  const event = schema.getType('Event');
  if (!isInterfaceType(event)) throw new Error('Event is no interface any more.');
  return schema.getImplementations(event).objects.map(({ name }) => name);
}

const executeShared = async (document: string, rootValue: DeliveredEvent): Promise<ExecutionResult> =>
  execute({ schema, document: parse(document), rootValue, contextValue: new SharedContext(log) });

const isRefusal = ({ errors }: ExecutionResult) => errors?.some(({ message }) => message.includes('@viewerDependent')) ?? false;

/** The document with the cursor of the page that it asks for, or null where that page is empty. */
async function withCursor(document: string, event: DeliveredEvent): Promise<string | null> {
  if (!document.includes(cursorPlaceholder)) return document;
  const page = JSON.stringify(await executeShared(document.replace(/\((?:after|before): "CURSOR"\)/, ''), event));
  const cursor = /"endCursor":"([^"]+)"/.exec(page)?.[1];
  return cursor === undefined ? null : document.replace(cursorPlaceholder, cursor);
}

test('no field that is shared asks for the viewer, whatever its arguments and the subscription, and every one that is not shared is marked', async () => {
  const shared = new Set<string>();
  const withoutCursor = new Set<string>();
  const roots = subscriptionRoots(schema);
  expect(new Set(roots.map(({ type }) => type.name))).toEqual(new Set([...eventTypes(), 'Message', 'Typing', 'User']));
  const asked = new Set<string>();
  for (const { field, document, marked, typeName } of roots.flatMap((root) => reachableFrom(schema, root))) {
    expect({ document, dependent: dependsOnViewer(schema, parse(document), null, typeName) }).toEqual({ document, dependent: marked });
    // What lies behind events and conversationEvents is the same.
    const key = document.replace(/subscription { conversationEvents\([^)]*\)/, 'subscription { events(after: null)');
    if (marked || asked.has(key)) continue;
    asked.add(key);
    shared.add(field);
    // One is about the group, one about the direct conversation: a document may ask for what only one of them has.
    const completed = await Promise.all(eventsOf(typeName).map(async (event) => ({ event, complete: await withCursor(document, event) })));
    if (completed.every(({ complete }) => complete === null)) withoutCursor.add(field);
    for (const { event, complete } of completed) {
      const result = await executeShared(complete ?? document, event);
      expect({ field, document, isRefusal: isRefusal(result) }).toEqual({ field, document, isRefusal: false });
      if (complete !== null) expect({ field, document, errors: result.errors }).toEqual({ field, document, errors: undefined });
    }
  }
  expect([...withoutCursor]).toEqual([]);
  expect([...shared].filter((field) => !resolved.has(field))).toEqual([]);
  expect([...shared]).toEqual(
    expect.arrayContaining([
      'Message.text',
      'Member.lastReadSeq',
      'Notice.subjects',
      'DirectConversation.lastMessage',
      'Attachment.url',
      'Typing.user',
    ]),
  );
}, 120_000);

test.each([
  ['MessageAdded', 'message { reactions { viewerHasReacted } }'],
  ['MessageChanged', 'message { edits { text } }'],
  ['MessageAdded', 'message { conversation { viewerState { unreadCount } } }'],
  ['ConversationChanged', 'conversation { viewerState { role } }'],
  ['ViewerStateChanged', 'viewerState { lastReadSeq }'],
  ['ViewerChanged', 'viewer { email }'],
])('%s { %s } would fail loudly if it were ever shared', async (typeName, selection) => {
  const [event] = eventsOf(typeName);
  if (!event) throw new Error('There is no such event.');
  const { errors } = await executeShared(`subscription { events { ... on ${typeName} { ${selection} } } }`, event);
  expect(errors?.[0]?.message).toMatch(/asked a shared execution for its viewer/);
});

test('nothing of a connection is to be had from a shared context either', () => {
  const context = new SharedContext(log);
  expect(() => context.viewer).toThrow(/@viewerDependent/);
  expect(() => context.request).toThrow(/@viewerDependent/);
  expect(() => context.live).toThrow(/@viewerDependent/);
});

/**
 * The resolvers of what is built, each telling, in the set that is returned, when it runs. Attached by hand, because the test's own copy of
 * graphql and that of the schema tools do not know each other's types.
 */
function attachResolvers(to: GraphQLSchema): ReadonlySet<string> {
  const names = new Set<string>();
  const maps = allResolvers({ maxAttachmentSize: 1, version: '0.0.0', signUp: 'OPEN' }) as readonly Record<
    string,
    Record<string, unknown>
  >[];
  for (const type of Object.values(to.getTypeMap())) {
    const own = Object.assign({}, ...maps.map((map) => map[type.name])) as Record<string, unknown>;
    if (isScalarType(type) && maps.some((map) => map[type.name])) Object.assign(type, pickCoercion(maps, type.name));
    if (isInterfaceType(type)) type.resolveType = own['__resolveType'] as typeof type.resolveType;
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const found = own[field.name] as typeof field.resolve | { readonly resolve?: typeof field.resolve };
      const resolve = (typeof found === 'function' ? found : found?.resolve) ?? defaultFieldResolver;
      field.resolve = (source, args, context, info) => {
        names.add(`${type.name}.${field.name}`);
        return resolve(source, args, context, info);
      };
    }
  }
  return names;
}

/** How a scalar of ours is read and written. */
function pickCoercion(maps: readonly Record<string, unknown>[], name: string) {
  const scalar = maps.map((map) => map[name]).find((found) => found !== undefined) as GraphQLScalarType;
  const { parseLiteral, parseValue, serialize } = scalar;
  return { parseLiteral, parseValue, serialize };
}
