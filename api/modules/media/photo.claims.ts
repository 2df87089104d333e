import type { Types } from 'mongoose';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { photoOf, type Photo } from './attachment.model.js';
import { claimUploads, confirmClaims, expectRelease } from './upload.claims.js';
import { discardUploads } from './upload.discard.js';

interface PhotoRequest {
  readonly ownerId: Types.ObjectId;
  readonly purpose: 'AVATAR' | 'GROUP_PHOTO';
  /** What it has now. */
  readonly current: Photo | undefined;
  /** As in the input: left out it stays, null takes it away. */
  readonly uploadId: string | null | undefined;
  readonly by: string;
  readonly conversationId?: Types.ObjectId;
}

/** A photo that is about to be another one, or none. */
export interface PhotoChange {
  readonly photo: Photo | null;
  /** For the update that writes it: only where the photo is still the one that it takes the place of. */
  readonly condition: { readonly 'photo.uploadId': Types.ObjectId | null };
  /** Once it is written: the new one is used, the old one goes. */
  settle(conversationId?: Types.ObjectId): Promise<void>;
}

/** Null where it stays as it is. Throws as claimUploads does, field photoUploadId. */
export async function claimPhoto({ ownerId, purpose, current, uploadId, by, conversationId }: PhotoRequest): Promise<PhotoChange | null> {
  if (uploadId === undefined || (uploadId === null && !current)) return null;
  const id = uploadId === null ? null : parseId(uploadId);
  if (uploadId !== null && !id) throw notFound('upload');
  if (id && current?.uploadId.equals(id)) return null;
  const request = { ownerId, purpose, by, field: 'photoUploadId', ...(conversationId && { conversationId }) };
  const [attachment] = id ? await claimUploads({ ...request, ids: [id] }) : [];
  const old = current ? [current.uploadId] : [];
  await expectRelease(old);
  return {
    photo: attachment ? photoOf(attachment) : null,
    condition: { 'photo.uploadId': current?.uploadId ?? null },
    async settle(settledId) {
      if (id) await confirmClaims([id], by, settledId);
      await discardUploads(old);
    },
  };
}
