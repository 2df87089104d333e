import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { findReportedFiles } from '../media/upload.queries.js';
import { findMessage } from '../messages/message.access.js';
import { deleteAccount, deleteBot } from './account-deletion.actions.js';
import { accessAdministrator } from './administrator.access.js';
import { pageAuditEntries } from './audit.queries.js';
import { exportMyData } from './export.actions.js';
import { reportMessage, resolveReport } from './report.actions.js';
import { pageReports } from './report.queries.js';
import { restoreAccount, suspendAccount } from './suspension.actions.js';

export const administrationResolvers: Resolvers = {
  Query: {
    reports: async (_, args, context) => {
      await accessAdministrator(requireViewer(context));
      return pageReports(args);
    },
    auditLog: async (_, args, context) => {
      await accessAdministrator(requireViewer(context));
      return pageAuditEntries(args);
    },
  },
  Mutation: {
    reportMessage: async (_, { messageId, reason }, context) => {
      await reportMessage(requireViewer(context), messageId, reason);
      return true;
    },
    resolveReport: async (_, { id }, context) => resolveReport(await accessAdministrator(requireViewer(context)), id),
    suspendUser: async (_, { userId, reason }, context) => {
      const user = await suspendAccount(await accessAdministrator(requireViewer(context)), userId, reason);
      context.loaders.user.clear(user._id.toHexString());
      return user;
    },
    unsuspendUser: async (_, { userId }, context) => {
      const user = await restoreAccount(await accessAdministrator(requireViewer(context)), userId);
      context.loaders.user.clear(user._id.toHexString());
      return user;
    },
    exportMyData: async (_, _arguments, context) => exportMyData(requireViewer(context)),
    deleteBot: async (_, { userId }, context) => {
      await deleteBot(requireViewer(context), userId);
      return true;
    },
    deleteAccount: async (_, { password }, context) => {
      await deleteAccount(requireViewer(context), password);
      context.request.setSessionCookie(null, new Date(0));
      return true;
    },
  },
  Report: {
    id: (report) => report._id.toHexString(),
    // An administrator reads what was reported, not the conversation around it: that opens for its members alone.
    message: async ({ messageId }, _, context) => (await findMessage(requireViewer(context), messageId.toHexString()))?.message ?? null,
    attachments: async ({ attachments = [], resolvedAt }) => {
      const ids = attachments.map(({ uploadId }) => uploadId);
      const files = await findReportedFiles(ids, { isResolved: resolvedAt !== null });
      return attachments.map(({ uploadId, ...kept }) => ({ ...kept, file: files.get(uploadId.toHexString()) ?? null }));
    },
    author: ({ authorId }, _, { loaders }) => (authorId ? loaders.user.load(authorId.toHexString()) : null),
    reportedBy: ({ reportedById }, _, { loaders }) => (reportedById ? loaders.user.load(reportedById.toHexString()) : null),
  },
  AuditEntry: {
    id: (entry) => entry._id.toHexString(),
    byCommandLine: ({ actorId }) => actorId === null,
    actor: ({ actorId }, _, { loaders }) => (actorId ? loaders.user.load(actorId.toHexString()) : null),
    subject: ({ subjectId }, _, { loaders }) => (subjectId ? loaders.user.load(subjectId.toHexString()) : null),
    reportId: ({ reportId }) => reportId?.toHexString() ?? null,
  },
};
