const mebibyte = 1024 * 1024;

/** Bytes. ServerInfo.maxAttachmentSize tells the first. */
export const maxAttachmentSize = 25 * mebibyte;
export const maxPhotoSize = 10 * mebibyte;

/** Uploads of one person that nothing uses yet, and their bytes as announced. */
export const maxUnusedUploads = 100;
export const maxUnusedBytes = 10 * maxAttachmentSize;

/** Width × height × frames of a picture. Decoded, a pixel takes four bytes. */
export const maxPixels = 50_000_000;

/** Edges of photos and widths of thumbnails (schema: User.photoUrl, Attachment.thumbnailUrl). */
export const photoEdge = { min: 16, max: 1024 } as const;
export const thumbnailWidth = { min: 16, max: 2048 } as const;

export const maxDurationMs = 24 * 60 * 60_000;
export const maxWaveformBars = 64;

export const maxUploadsPerMessage = 10;

/** A ticket is good for so long; that long Cloudinary takes its signature, too. */
export const ticketLifeMs = 60 * 60_000;
/** What nobody has used by then goes. */
export const unusedLifeMs = 24 * 60 * 60_000;
