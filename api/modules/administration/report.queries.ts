import type { QueryReportsArgs } from '../../generated/schema-types.js';
import { forwardPage, pageSize, type Page } from '../../graphql/pages.js';
import { newestFirst } from './newest-first.js';
import { ReportModel, type Report } from './report.model.js';

const order = newestFirst('report', 'createdAt');

/** Newest first; with `resolved`, only those that are, or are not. */
export async function pageReports({ first, after, resolved }: Partial<QueryReportsArgs>): Promise<Page<Report>> {
  const size = pageSize('first', first, 20, 100);
  const place = order.readAfter(after);
  const reports = await findReports(size + 1, typeof resolved === 'boolean' ? resolved : null, place ?? {});
  return forwardPage(reports, size, place !== null, ({ _id, createdAt }) => order.cursorOf({ _id, at: createdAt }));
}

export async function findReports(limit: number, resolved: boolean | null, filter: object = {}): Promise<Report[]> {
  const state = resolved === null ? {} : { resolvedAt: resolved ? { $ne: null } : null };
  return ReportModel.find({ ...filter, ...state })
    .sort(order.sort)
    .limit(limit)
    .lean<Report[]>();
}
