import { badUserInput } from '../../graphql/errors.js';
import type { Photo, ShownAttachment } from './attachment.model.js';
import { photoEdge, thumbnailWidth } from './media.limits.js';
import { endingLink, thumbnailVariant, type Link } from './media-links.js';
import { findStore } from './media-store.js';

/** The address of the file itself, or null where the file is gone, or where its store is not set up any more. */
export async function findAttachmentLink(attachment: ShownAttachment): Promise<Link | null> {
  return (await findStore(attachment.store)?.linkTo(attachment)) ?? null;
}

/** Of this server, also for what is at Cloudinary: there, only the file itself can be given an end. Throws BAD_USER_INPUT (width, OUT_OF_RANGE). */
export function thumbnailUrlOf({ uploadId, kind, store, forReport }: ShownAttachment, width: number): string | null {
  refuseOutside('width', width, thumbnailWidth);
  const isShown = kind === 'IMAGE' || (kind === 'VIDEO' && store === 'CLOUDINARY');
  return isShown && findStore(store) ? endingLink(uploadId.toHexString(), thumbnailVariant(width), forReport).url : null;
}

/** Of a person, a group or an invite: not for one viewer, and for as long as the photo stays. Throws BAD_USER_INPUT (size, OUT_OF_RANGE). */
export function photoUrlOf({ photo }: { readonly photo?: Photo | null }, size: number | null | undefined): string | null {
  const edge = size ?? 128;
  refuseOutside('size', edge, photoEdge);
  return (photo && findStore(photo.store)?.photoUrl(photo, edge)) ?? null;
}

function refuseOutside(field: string, pixels: number, { min, max }: { readonly min: number; readonly max: number }): void {
  if (pixels < min || pixels > max) throw badUserInput(field, 'OUT_OF_RANGE', `"${field}" must be from ${min} to ${max}.`);
}
