import type { Metadata, Sharp, SharpOptions } from 'sharp';
import { AppError } from '../../graphql/errors.js';
import { maxPixels, photoEdge } from './media.limits.js';
import { InvalidUpload } from './upload.refusals.js';

/** Pictures that are worked on at the same time, in this process, and that wait for it: decoded, one may take 200 MB. */
const maxAtWork = 2;
const maxWaiting = 100;
const timeoutSeconds = 30;
/** Of what is written anew. */
const quality = 85;
const gifEffort = 3;

export interface Picture {
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
}

let atWork = 0;
const waiting: (() => void)[] = [];

/** In turn. Throws RATE_LIMITED when too many wait. */
async function atItsTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (atWork >= maxAtWork) {
    if (waiting.length >= maxWaiting) throw new AppError('RATE_LIMITED', 'Too many pictures are being worked on.', { retryAfterMs: 2000 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else atWork += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else atWork -= 1;
  }
}

/** Loaded when the first picture comes: it is large, and many processes never see one. */
async function open(file: string, options: SharpOptions): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  // Nothing is kept of one picture for the next, and one picture does not take all cores.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp(file, { limitInputPixels: maxPixels, failOn: 'error', ...options }).timeout({ seconds: timeoutSeconds });
}

/**
 * Writes a picture anew: upright, without anything but its pixels (EXIF, GPS, comments, what hides behind its end), animated where it was.
 * Throws UPLOAD_INVALID: TOO_MANY_PIXELS before anything is decoded, DAMAGED.
 */
export function rewritePicture(from: string, to: string, contentType: string): Promise<Picture> {
  return atItsTurn(async () => {
    const { pages = 1 } = await readHeader(from);
    const isAnimated = pages > 1 && (contentType === 'image/gif' || contentType === 'image/webp');
    const original = await open(from, { animated: isAnimated });
    // Frames are never turned: they have no orientation of their own.
    const picture = encode(isAnimated ? original : original.autoOrient(), contentType);
    const { width, height, pageHeight } = await refuseDamaged(() => picture.toFile(to));
    return { contentType, width, height: pageHeight ?? height };
  });
}

function encode(picture: Sharp, contentType: string): Sharp {
  switch (contentType) {
    case 'image/png':
      return picture.png();
    case 'image/gif':
      return picture.gif({ effort: gifEffort });
    case 'image/webp':
      return picture.webp({ quality });
    default:
      return picture.jpeg({ quality });
  }
}

/** The middle of a picture as a square photo, still, no larger than any that is asked for. */
export function writePhoto(from: string, to: string): Promise<Picture> {
  return atItsTurn(async () => {
    const { width, height } = await readHeader(from);
    const edge = Math.min(width, height, photoEdge.max);
    const photo = (await open(from, {})).autoOrient().resize(edge, edge, { fit: 'cover' }).webp({ quality });
    await refuseDamaged(() => photo.toFile(to));
    return { contentType: 'image/webp', width: edge, height: edge };
  });
}

/** A still picture of at most that width. What is smaller stays so. */
export function writeThumbnail(from: string, to: string, width: number): Promise<void> {
  return atItsTurn(async () => {
    const thumbnail = (await open(from, {})).resize({ width, withoutEnlargement: true }).webp({ quality });
    await thumbnail.toFile(to);
  });
}

/** Only the header is read, so a picture that claims a billion pixels costs nothing. */
async function readHeader(file: string): Promise<Pick<Metadata, 'width' | 'height' | 'pages'>> {
  const { width, height, pages, pageHeight } = await refuseDamaged(async () => (await open(file, { limitInputPixels: false })).metadata());
  if (width * (pageHeight ?? height) * (pages ?? 1) > maxPixels) throw new InvalidUpload('TOO_MANY_PIXELS');
  return { width, height: pageHeight ?? height, ...(pages !== undefined && { pages }) };
}

/** Whatever the decoder complains of is the picture's fault, but for what the system says (the disk is full): that carries an errno. */
async function refuseDamaged<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'errno' in error) throw error;
    if (error instanceof Error && /ENOENT|no space left|unable to (?:open|write)|Input file is missing/i.test(error.message)) throw error;
    throw new InvalidUpload('DAMAGED');
  }
}
