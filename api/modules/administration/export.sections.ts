import type { Types } from 'mongoose';
import { findAttachmentLink } from '../media/media-urls.js';
import { endedStates, UploadModel, type Upload } from '../media/upload.model.js';
import { BlockModel, type Block } from '../users/block.model.js';
import { findBots } from '../users/bot.access.js';
import type { User } from '../users/user.model.js';
import {
  exportConversations,
  exportInvites,
  exportMessages,
  exportNotices,
  exportPins,
  exportReactions,
  readMemberships,
} from './export.conversations.js';
import {
  exportAccessTokens,
  exportPresence,
  exportPushSubscriptions,
  exportSessions,
  exportWebhookDeliveries,
  exportWebhooks,
} from './export.devices.js';
import { AuditEntryModel, type AuditEntry } from './audit.model.js';
import { ReportModel, type Report } from './report.model.js';

/** What is read of the database at a time. */
const batchSize = 500;

type Section = (userId: Types.ObjectId) => AsyncIterable<object>;

/** What the export holds beside the account itself: lists, read and written piece by piece. docs/export.schema.json says what is in them. */
export const exportSections: Readonly<Record<string, Section>> = {
  sessions: exportSessions,
  presence: exportPresence,
  pushSubscriptions: exportPushSubscriptions,
  conversations: exportConversations,
  messages: exportMessages,
  reactions: exportReactions,
  pins: exportPins,
  notices: exportNotices,
  reports: exportReports,
  blockedUsers: exportBlocks,
  accessTokens: exportAccessTokens,
  bots: exportBots,
  webhooks: exportWebhooks,
  webhookDeliveries: exportWebhookDeliveries,
  invites: exportInvites,
  uploads: exportUploads,
  administration: exportDeeds,
};

export function exportAccount(user: User): object {
  const { _id, username, displayName, about, email, emailVerified, pendingEmail, locale, showLastSeen, admin, createdAt } = user;
  const profile = { id: _id, username, displayName, about, email: email ?? null, emailVerified, pendingEmail, locale, admin, createdAt };
  return { ...profile, showLastSeen: showLastSeen ?? true };
}

/** With addresses of the files that end; none of what stands in a conversation that the account has left. */
async function* exportUploads(userId: Types.ObjectId): AsyncIterable<object> {
  const present = new Set<string>();
  for await (const { conversationId, leftAt } of readMemberships(userId)) if (leftAt === null) present.add(conversationId.toHexString());
  const uploads = UploadModel.find({ ownerId: userId, state: { $nin: endedStates } })
    .lean<Upload[]>()
    .cursor({ batchSize });
  for await (const { _id, purpose, state, fileName, contentType, size, createdAt, attachment, conversationId = null } of uploads) {
    const isReached = conversationId === null || present.has(conversationId.toHexString());
    const link = attachment && isReached ? await findAttachmentLink(attachment) : null;
    const file = { fileName, contentType: attachment?.contentType ?? contentType, size: attachment?.size ?? size };
    yield { id: _id, purpose, used: state === 'USED', conversationId, ...file, createdAt, url: link?.url ?? null };
  }
}

async function* exportReports(userId: Types.ObjectId): AsyncIterable<object> {
  const reports = ReportModel.find({ reportedById: userId }).sort({ createdAt: 1 }).lean<Report[]>().cursor({ batchSize });
  for await (const { _id, messageId, text, attachments = [], reason, createdAt, resolvedAt } of reports) {
    const kept = attachments.map(({ kind, fileName, contentType, size }) => ({ kind, fileName, contentType, size }));
    yield { id: _id, messageId, text, attachments: kept, reason, createdAt, resolvedAt };
  }
}

/** What an administrator did, and what administrators did to the account, as the audit log has it. */
async function* exportDeeds(userId: Types.ObjectId): AsyncIterable<object> {
  const entries = AuditEntryModel.find({ $or: [{ actorId: userId }, { subjectId: userId }] })
    .sort({ at: 1, _id: 1 })
    .lean<AuditEntry[]>()
    .cursor({ batchSize });
  for await (const { _id, at, action, actorId, reason } of entries) {
    yield { id: _id, at, action, byOwnAccount: actorId?.equals(userId) ?? false, reason };
  }
}

async function* exportBlocks(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const { blockedId, createdAt } of BlockModel.find({ blockerId: userId }).lean<Block[]>().cursor({ batchSize })) {
    yield { userId: blockedId, createdAt };
  }
}

async function* exportBots(userId: Types.ObjectId): AsyncIterable<object> {
  for (const { _id, username, displayName, about, createdAt } of await findBots(userId)) {
    yield { id: _id, username, displayName, about, createdAt };
  }
}
