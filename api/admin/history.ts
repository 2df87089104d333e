import type { Types } from 'mongoose';
import type { AuditAction } from '../generated/schema-types.js';
import { findAuditEntries } from '../modules/administration/audit.queries.js';
import type { Report } from '../modules/administration/report.model.js';
import { findReports } from '../modules/administration/report.queries.js';
import { UserModel, type User } from '../modules/users/user.model.js';
import { layFields, layTable, layTime } from './layout.js';

const deeds: Readonly<Record<AuditAction, string>> = {
  ADMIN_MADE: 'made administrator',
  ADMIN_REMOVED: 'no longer administrator',
  USER_SUSPENDED: 'suspended',
  USER_RESTORED: 'restored',
  REPORT_RESOLVED: 'report resolved',
  PASSWORD_LINK_MADE: 'password link made',
};

export async function listReports({ all, limit }: { readonly all: boolean; readonly limit: number }): Promise<string> {
  const reports = await findReports(limit, all ? null : false);
  if (reports.length === 0) return all ? 'No reports.' : 'No open reports.';
  const nameOf = await readNames(reports.flatMap(({ authorId, reportedById }) => [authorId, reportedById ?? null]));
  return reports
    .map((report) => {
      const state = report.resolvedAt ? `resolved ${layTime(report.resolvedAt)} UTC` : 'open';
      const fields = layFields(
        [
          ['Written by', nameOf(report.authorId)],
          ['Reported by', nameOf(report.reportedById ?? null)],
          ['Reason', report.reason],
          ['Text', report.text || '(no text)'],
          ...layAttachments(report),
        ],
        '  ',
      );
      return `${report._id.toHexString()}  ${layTime(report.createdAt)} UTC  ${state}\n${fields}`;
    })
    .join('\n\n');
}

/** What they were: the files themselves are shown through the API. */
function layAttachments({ attachments = [] }: Report): [string, string][] {
  const lines = attachments.map(({ fileName, contentType, size }) => `${fileName} (${contentType}, ${size} bytes)`);
  return lines.length > 0 ? [['Attached', lines.join('\n')]] : [];
}

export async function listDeeds(limit: number): Promise<string> {
  const entries = await findAuditEntries(limit);
  if (entries.length === 0) return 'Nothing was done yet.';
  const nameOf = await readNames(entries.flatMap(({ actorId, subjectId }) => [actorId, subjectId]));
  const rows = entries.map(({ at, actorId, action, subjectId, reason }) => [
    layTime(at),
    actorId === null ? '(command line)' : nameOf(actorId),
    deeds[action],
    subjectId === null ? '–' : nameOf(subjectId),
    reason ?? '',
  ]);
  return layTable(['WHEN (UTC)', 'WHO', 'WHAT', 'WHOM', 'REASON'], rows);
}

/** Usernames by id, all read at once. */
async function readNames(ids: readonly (Types.ObjectId | null)[]): Promise<(id: Types.ObjectId | null) => string> {
  const wanted = ids.filter((id) => id !== null);
  const users = await UserModel.find({ _id: { $in: wanted }, deletedAt: null }, { username: 1 }).lean<Pick<User, '_id' | 'username'>[]>();
  const names = new Map(users.map(({ _id, username }) => [_id.toHexString(), username]));
  return (id) => (id && names.get(id.toHexString())) ?? '(deleted account)';
}
