import type { QueryAuditLogArgs } from '../../generated/schema-types.js';
import { forwardPage, pageSize, type Page } from '../../graphql/pages.js';
import { AuditEntryModel, type AuditEntry } from './audit.model.js';
import { newestFirst } from './newest-first.js';

const order = newestFirst('audit', 'at');

/** Newest first. */
export async function pageAuditEntries({ first, after }: Partial<QueryAuditLogArgs>): Promise<Page<AuditEntry>> {
  const size = pageSize('first', first, 50, 100);
  const place = order.readAfter(after);
  return forwardPage(await findAuditEntries(size + 1, place ?? {}), size, place !== null, order.cursorOf);
}

export async function findAuditEntries(limit: number, filter: object = {}): Promise<AuditEntry[]> {
  return AuditEntryModel.find(filter).sort(order.sort).limit(limit).lean<AuditEntry[]>();
}
