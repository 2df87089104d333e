import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { makeExportLink } from './export-link.js';
import { ExportLinkModel, type ExportLink } from './export-link.model.js';
import { refuseTooMany } from './usage.js';

/** A link to everything the server holds on the viewer. Throws RATE_LIMITED for a sixth in an hour. */
export async function exportMyData(viewer: ViewerIdentity): Promise<{ url: string; expiresAt: Date }> {
  const userId = new Types.ObjectId(viewer.userId);
  await refuseTooMany({
    most: 5,
    windowMs: 60 * 60_000,
    what: 'links to exports an hour',
    async findSince(since, most) {
      const links = await ExportLinkModel.find({ userId, madeAt: { $gt: since } })
        .sort({ madeAt: -1 })
        .limit(most)
        .lean<ExportLink[]>();
      return links.map(({ madeAt }) => madeAt);
    },
  });
  await ExportLinkModel.collection.insertOne({ _id: new Types.ObjectId(), userId, madeAt: new Date() });
  return makeExportLink(viewer.userId);
}
