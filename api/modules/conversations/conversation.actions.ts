import { mongo, Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { CreateGroupInput, UpdateGroupInput } from '../../generated/schema-types.js';
import { badUserInput, conflict, forbidden, notFound } from '../../graphql/errors.js';
import { cleanText } from '../../graphql/text.js';
import { claimPhoto } from '../media/photo.claims.js';
import { cannotWrite, isBlocked, refuseBlockedAmong } from '../users/block.access.js';
import { accessUsers } from '../users/user.access.js';
import { accessConversation, accessGroup, canManageGroup, checkClientId } from './conversation.access.js';
import { conversationHooks } from './conversation.hooks.js';
import { countDirectConversation, countGroup, type TakeBack } from './conversation.limits.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import { uniqueIds } from './member.actions.js';
import { announced, insertMissingMembers } from './member.writes.js';

/**
 * The one direct conversation of the viewer and that user, made if there is none. Race-safe by the unique directKey. A crash between the
 * conversation and its two memberships is repaired by calling it again: nobody sees a conversation without memberships. Throws NOT_FOUND,
 * BAD_USER_INPUT (userId, SELF), FORBIDDEN where either has blocked the other, RATE_LIMITED for too many new ones.
 */
export async function startDirectConversation(viewer: ViewerIdentity, userId: string): Promise<Conversation> {
  if (userId.toLowerCase() === viewer.userId) throw badUserInput('userId', 'SELF', 'A conversation needs somebody else.');
  const [other] = await accessUsers([userId], 'userId');
  if (!other) throw notFound('user');
  if (await isBlocked([viewer.userId, other._id.toHexString()])) throw cannotWrite();
  const pair = [new Types.ObjectId(viewer.userId), other._id] as const;
  const directKey = pair.map(String).sort().join(':');
  // Read concern local, like the index that refuses a second one: a majority read might not see yet what has just been made.
  const conversation =
    (await ConversationModel.findOne({ directKey }).readConcern('local').lean<Conversation>()) ??
    (await insertCounted(await countDirectConversation(viewer), () =>
      insertConversation({ kind: 'DIRECT', directKey, createdBy: pair[0] }),
    )) ??
    (await ConversationModel.findOne({ directKey }).readConcern('local').lean<Conversation>());
  if (!conversation) throw new Error(`The direct conversation ${directKey} vanished.`);
  await insertMissingMembers(
    pair.map((id) => ({ conversationId: conversation._id, userId: id, role: 'MEMBER', joinedAt: conversation.createdAt, lastSeq: 0 })),
  );
  return conversation;
}

/**
 * A group with the viewer as OWNER. Throws BAD_USER_INPUT for the name (EMPTY, TOO_LONG), the description, the clientId and too many members,
 * NOT_FOUND for an unknown member, FORBIDDEN where one of them has blocked the viewer or was blocked, RATE_LIMITED for too many new groups, or people in
 * them, and what claimPhoto throws.
 */
export async function createGroup(viewer: ViewerIdentity, input: CreateGroupInput): Promise<Conversation> {
  const name = cleanGroupName(input.name);
  const description = cleanDescription(input.description ?? '');
  const clientId = input.clientId === null || input.clientId === undefined ? null : checkClientId(input.clientId);
  const memberIds = uniqueIds('memberIds', input.memberIds).filter((id) => id !== viewer.userId);
  const others = await accessUsers(memberIds, 'memberIds');
  const createdBy = new Types.ObjectId(viewer.userId);
  const parts = { kind: 'GROUP', name, description, createdBy, ...(clientId !== null && { clientId }) } as const;
  const made =
    clientId === null ? null : await ConversationModel.findOne({ createdBy, clientId }).readConcern('local').lean<Conversation>();
  // One that is complete is answered as it is, and nobody is added.
  if (!made || !(await isComplete(made))) await refuseBlockedAmong(viewer, memberIds);
  const group =
    made ||
    (await insertCounted(await countGroup(viewer, others.length), () => insertGroup(parts, input.photoUploadId ?? undefined))) ||
    (await ConversationModel.findOne({ createdBy, clientId }).readConcern('local').lean<Conversation>());
  if (!group) throw new Error('A group vanished while it was made.');
  if (group.deletedAt) throw notFound('conversation');
  await completeGroup(
    group,
    others.map((user) => user._id),
  );
  // Somebody who has left the group meanwhile gets no way back in by repeating its creation.
  return (await accessConversation(viewer, group._id.toHexString())).conversation;
}

/** The group with its photo, if any. Null where one with the same clientId is there already. */
async function insertGroup(parts: NewConversation, photoUploadId: string | undefined): Promise<Conversation | null> {
  const { createdBy, clientId } = parts;
  const _id = new Types.ObjectId();
  // The same when it is tried again.
  const by = `new group:${clientId ?? _id.toHexString()}`;
  const request = {
    ownerId: createdBy,
    purpose: 'GROUP_PHOTO',
    current: undefined,
    uploadId: photoUploadId,
    by,
    conversationId: _id,
  } as const;
  const newPhoto = await claimPhoto(request).catch(async (error: unknown) => {
    // The same call has come through elsewhere meanwhile, and used it.
    if (clientId !== undefined && (await ConversationModel.exists({ createdBy, clientId }).readConcern('local'))) return undefined;
    throw error;
  });
  if (newPhoto === undefined) return null;
  const group = await insertConversation({ ...parts, ...(newPhoto?.photo && { photo: newPhoto.photo }) }, _id);
  if (group) await newPhoto?.settle(_id);
  return group;
}

const isComplete = async ({ _id }: Conversation): Promise<boolean> => (await conversationHooks.readNewestSeq(_id)) > 0;

/**
 * Memberships first, the notice last: while there is no message, a call with the same clientId completes what a crash left undone.
 * Each step is done once, however often it is tried.
 */
async function completeGroup(group: Conversation, others: readonly Types.ObjectId[]): Promise<void> {
  if (await isComplete(group)) return;
  const joinedAt = group.createdAt;
  await insertMissingMembers([
    { conversationId: group._id, userId: group.createdBy, role: 'OWNER', joinedAt, lastSeq: 0 },
    ...others.map((userId) => ({ conversationId: group._id, userId, role: 'MEMBER' as const, joinedAt, lastSeq: 0 })),
  ]);
  await conversationHooks.postNotice(
    group._id,
    'GROUP_CREATED',
    { actorId: group.createdBy, subjectIds: others, ...(group.name !== undefined && { name: group.name }) },
    'group-created',
  );
}

/**
 * By an ADMIN or OWNER, else FORBIDDEN. What is left out stays, and so does what is null, but for the photo; what is the same already changes nothing. Throws
 * what claimPhoto throws, and CONFLICT (photoUploadId) where somebody else changes the photo at the same time.
 */
export async function updateGroup(viewer: ViewerIdentity, input: UpdateGroupInput): Promise<Conversation> {
  const { conversation, member } = await accessGroup(viewer, input.groupId);
  if (!canManageGroup(member.role)) throw forbidden('Only an owner or an admin changes the group.');
  const name = typeof input.name === 'string' ? cleanGroupName(input.name) : conversation.name;
  const description = typeof input.description === 'string' ? cleanDescription(input.description) : conversation.description;
  // Only what is to change is written: somebody else may be changing the rest at this moment.
  const changes = {
    ...(name !== conversation.name && { name }),
    ...(description !== conversation.description && { description }),
  };
  const { _id } = conversation;
  const newPhoto = await claimPhoto({
    ownerId: member.userId,
    purpose: 'GROUP_PHOTO',
    current: conversation.photo,
    uploadId: input.photoUploadId,
    by: `group:${_id}`,
    conversationId: _id,
  });
  if (Object.keys(changes).length === 0 && !newPhoto) return conversation;
  const before = await ConversationModel.findOneAndUpdate(
    { _id, ...newPhoto?.condition },
    {
      $set: { ...changes, ...(newPhoto?.photo && { photo: newPhoto.photo }) },
      ...(newPhoto?.photo === null && { $unset: { photo: 1 } }),
      ...announced,
    },
    { returnDocument: 'before' },
  ).lean<Conversation>();
  if (!before)
    throw newPhoto ? conflict('photoUploadId', 'The photo has just been changed by somebody else. Look again.') : notFound('group');
  await newPhoto?.settle(_id);
  // A crash before the notice leaves the group renamed and the notice missing: every client shows the new name all the same.
  if (changes.name !== undefined && before.name !== changes.name) {
    await conversationHooks.postNotice(conversation._id, 'GROUP_RENAMED', { actorId: member.userId, name: changes.name });
  }
  if (newPhoto) await conversationHooks.postNotice(conversation._id, 'GROUP_PHOTO_CHANGED', { actorId: member.userId });
  return (await accessConversation(viewer, input.groupId)).conversation;
}

type NewConversation = Pick<Conversation, 'kind' | 'createdBy'> &
  Partial<Pick<Conversation, 'name' | 'description' | 'directKey' | 'clientId' | 'photo'>>;

/** What was counted for it is taken back where another call has made it meanwhile. */
async function insertCounted(takeBack: TakeBack, insert: () => Promise<Conversation | null>): Promise<Conversation | null> {
  const inserted = await insert();
  if (!inserted) await takeBack();
  return inserted;
}

/** Null where a conversation with the same directKey or clientId is there already. */
async function insertConversation(parts: NewConversation, _id = new Types.ObjectId()): Promise<Conversation | null> {
  const createdAt = new Date();
  const conversation: Conversation = {
    _id,
    ...parts,
    createdAt,
    lastSeq: 0,
    lastActivityAt: createdAt,
    revision: 1,
    changedAt: new mongo.Timestamp({ t: 0, i: 0 }),
  };
  try {
    await ConversationModel.collection.insertOne(conversation);
    return conversation;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11000) return null;
    throw error;
  }
}

const cleanGroupName = (name: string) => cleanText('name', name, { min: 1, max: 80, multiline: false });
const cleanDescription = (description: string) => cleanText('description', description, { min: 0, max: 500, multiline: true });
