import type { ViewerIdentity } from '../../context.js';
import { countAgainst, limits } from '../auth/limits.js';
import { makeExportLink } from './export-link.js';

/** A link to everything the server holds on the viewer. Throws RATE_LIMITED for a sixth in an hour. */
export async function exportMyData(viewer: ViewerIdentity): Promise<{ url: string; expiresAt: Date }> {
  await countAgainst(limits.exportsOfAccount, viewer.userId);
  return makeExportLink(viewer.userId);
}
