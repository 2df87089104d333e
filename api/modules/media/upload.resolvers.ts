import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { findAttachmentLink, thumbnailUrlOf } from './media-urls.js';
import { cancelUpload, completeUpload, createUpload } from './upload.actions.js';

export const uploadResolvers: Resolvers = {
  Mutation: {
    createUpload: (_, { input }, context) => createUpload(requireViewer(context), input),
    completeUpload: (_, { id, durationMs, waveform }, context) => completeUpload(requireViewer(context), id, durationMs, waveform),
    cancelUpload: async (_, { id }, context) => {
      await cancelUpload(requireViewer(context), id);
      return true;
    },
  },
  // Whoever may see the message gets these: an address is made in an answer, for everybody the same, and ends.
  Attachment: {
    id: ({ uploadId }) => uploadId.toHexString(),
    url: async (attachment) => (await findAttachmentLink(attachment))?.url ?? null,
    urlExpiresAt: async (attachment) => (await findAttachmentLink(attachment))?.expiresAt ?? null,
    thumbnailUrl: (attachment, { width }) => thumbnailUrlOf(attachment, width ?? 480),
    waveform: ({ waveform }) => waveform ?? null,
  },
};
