import { mongo, Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { badUserInput, conflict, forbidden, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { cleanText } from '../../graphql/text.js';
import { countAgainst, limits } from '../auth/limits.js';
import type { Attachment } from '../media/attachment.model.js';
import { expectReportedFiles, releaseReportedFiles } from '../media/upload.reported.js';
import { accessMessage } from '../messages/message.access.js';
import type { Actor } from './administrator.access.js';
import { recordDeed } from './audit.actions.js';
import { ReportModel, type Report, type ReportedAttachment } from './report.model.js';

const maxReasonLength = 1000;

/**
 * By a member of the conversation, once for each message: repeated, it answers like the first time and changes nothing. Throws NOT_FOUND for what the
 * viewer may not see, FORBIDDEN for a system message, BAD_USER_INPUT (reason; messageId, SELF), CONFLICT for a deleted message, RATE_LIMITED for too many.
 */
export async function reportMessage(viewer: ViewerIdentity, messageId: string, givenReason: string): Promise<void> {
  const reason = cleanText('reason', givenReason, { min: 1, max: maxReasonLength, multiline: true });
  const { message } = await accessMessage(viewer, messageId);
  const reportedById = new Types.ObjectId(viewer.userId);
  if (message.kind !== 'TEXT') throw forbidden('A system message cannot be reported.');
  if (message.authorId?.equals(reportedById)) throw badUserInput('messageId', 'SELF', 'Nobody reports their own message: delete it.');
  if (await ReportModel.exists({ messageId: message._id, reportedById })) return;
  if (message.deletedAt) throw conflict('messageId', 'The message was deleted.');
  await countAgainst(limits.reportsOfAccount, viewer.userId);
  const report: Report = {
    _id: new Types.ObjectId(),
    messageId: message._id,
    conversationId: message.conversationId,
    authorId: message.authorId,
    reportedById,
    text: message.text,
    ...(message.attachments && { attachments: message.attachments.map(keepOfAttachment) }),
    reason,
    createdAt: new Date(),
    resolvedAt: null,
  };
  // Before the report: a mark without one is found out when the files are let go of, a report without the mark would lose them.
  await expectReportedFiles(uploadIdsOf(report));
  try {
    await ReportModel.collection.insertOne(report);
  } catch (error) {
    // The same report came twice at once.
    if (!(error instanceof mongo.MongoServerError && error.code === 11000)) throw error;
  }
}

const keepOfAttachment = ({ uploadId, kind, fileName, contentType, size }: Attachment): ReportedAttachment => ({
  uploadId,
  kind,
  fileName,
  contentType,
  size,
});

const uploadIdsOf = ({ attachments = [] }: Report) => attachments.map(({ uploadId }) => uploadId);

/** Marks it as dealt with: from then on it keeps no files of a deleted message. Repeated: the same answer. Throws NOT_FOUND. */
export async function resolveReport(actor: Actor, reportId: string): Promise<Report> {
  const _id = parseId(reportId);
  const report = _id && (await ReportModel.findById(_id).lean<Report>());
  if (!report) throw notFound('report');
  if (report.resolvedAt) return report;
  await recordDeed({ actor, action: 'REPORT_RESOLVED', subjectId: report.authorId, reportId: report._id });
  await ReportModel.updateOne({ _id: report._id, resolvedAt: null }, { $set: { resolvedAt: new Date() } });
  await releaseReportedFiles(uploadIdsOf(report));
  return (await ReportModel.findById(report._id).lean<Report>()) ?? report;
}

/** Those of the uploads (ids in hex) that a report keeps which is not resolved yet. */
export async function findReportedUploads(ids: readonly Types.ObjectId[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const reports = await ReportModel.find({ 'attachments.uploadId': { $in: [...ids] }, resolvedAt: null }, { attachments: 1 })
    .readConcern('local')
    .lean<Report[]>();
  return reports.flatMap((report) => uploadIdsOf(report).map((id) => id.toHexString()));
}

/** Who made the reports is nobody any more. */
export async function forgetReporter(userId: Types.ObjectId): Promise<void> {
  await ReportModel.updateMany({ reportedById: userId }, { $unset: { reportedById: 1 } });
}
