import { findReportedUploads } from './modules/administration/report.actions.js';
import { accessMembership } from './modules/conversations/conversation.access.js';
import { findUsedGroupPhotos } from './modules/conversations/group-photo.queries.js';
import type { MediaHooks } from './modules/media/media.hooks.js';
import { findUsedAttachments } from './modules/messages/attachment.queries.js';
import { findUsedAvatars } from './modules/users/avatar.queries.js';

/** Who uses uploads, and who may see them: what the other modules tell the media about. */
export const usesOfMedia: MediaHooks = {
  async findUsed(uploads) {
    const used = await Promise.all([findUsedAvatars(uploads), findUsedGroupPhotos(uploads), findUsedAttachments(uploads)]);
    return new Set(used.flat());
  },
  findReported: async (uploads) => new Set(await findReportedUploads(uploads.map(({ _id }) => _id))),
  requireMember: accessMembership,
};
