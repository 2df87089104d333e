import type { QueuedFile } from '../../live/outbox-item';
import type { AttachmentKind } from '../../ui/view';

/** By the server's rules (docs/media.md); it has the last word. What it would refuse is refused before it travels. */
const maxBytes = 25 * 1024 * 1024;
const maxPixels = 50_000_000;
const longestName = 255;
const pictures = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
const films = ['video/mp4', 'video/webm', 'video/quicktime', 'video/x-m4v', 'video/x-matroska', 'video/ogg', 'video/3gpp'];
const sounds = [
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/ogg',
  'audio/opus',
  'audio/wav',
  'audio/x-wav',
  'audio/flac',
  'audio/aac',
  'audio/webm',
];
const texts = ['text/plain', 'text/csv', 'text/markdown', 'application/json'];
const refusedNames = /\.(?:svgz?|x?html?|shtml|xml|xsl|xslt|mht|mhtml|hta|js|mjs|exe|dll|com|scr|bat|cmd|msi|jar|ps1|vbs|lnk|app|apk)$/i;
const convertedQuality = 0.9;
const measureTimeoutMs = 6_000;

export type FileProblemCode = 'EMPTY' | 'SIZE_MISMATCH' | 'TYPE_NOT_ALLOWED' | 'TOO_MANY_PIXELS' | 'DAMAGED';

/** Why a file cannot be sent at all, by the words of the server's refusals. */
export class FileProblem extends Error {
  constructor(readonly code: FileProblemCode) {
    super(`The file cannot be sent: ${code}.`);
    this.name = 'FileProblem';
  }
}

export type PreparedFile = { blob: Blob; about: Omit<QueuedFile, 'fileId'> };

/** What a file is, by what the browser says of it. */
export function kindOf({ type, name }: Pick<File, 'type' | 'name'>): { kind: AttachmentKind; contentType: string } {
  const contentType = (type.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (refusedNames.test(name)) throw new FileProblem('TYPE_NOT_ALLOWED');
  if (pictures.includes(contentType)) return { kind: 'IMAGE', contentType };
  if (films.includes(contentType)) return { kind: 'VIDEO', contentType };
  if (sounds.includes(contentType)) return { kind: 'AUDIO', contentType: contentType === 'audio/x-wav' ? 'audio/wav' : contentType };
  if (texts.includes(contentType)) return { kind: 'FILE', contentType };
  // Names of types are guesses: the bytes tell the server, and it must not find that we said something else.
  return { kind: 'FILE', contentType: 'application/octet-stream' };
}

/** Looks at a file, measures it, and makes a JPEG of pictures that only this browser can read. Throws FileProblem. */
export async function prepareFile(file: File): Promise<PreparedFile> {
  if (file.size === 0) throw new FileProblem('EMPTY');
  const { kind, contentType } = kindOf(file);
  const isForeignPicture = file.type.startsWith('image/') && kind !== 'IMAGE';
  if (isForeignPicture) return prepareForeignPicture(file);
  if (file.size > maxBytes) throw new FileProblem('SIZE_MISMATCH');
  const shared = { kind, contentType, fileName: cleanName(file.name), size: file.size, waveform: null };
  if (kind === 'IMAGE') {
    const { width, height, close } = await decode(file);
    close();
    return { blob: file, about: { ...shared, width, height, durationMs: null } };
  }
  if (kind === 'FILE') return { blob: file, about: { ...shared, width: null, height: null, durationMs: null } };
  return { blob: file, about: { ...shared, ...(await measureMedia(file, kind)) } };
}

export function cleanName(name: string): string {
  const printable = name.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || 'file';
  if (printable.length <= longestName) return printable;
  const ending = /\.[^.]{1,10}$/.exec(printable)?.[0] ?? '';
  return printable.slice(0, longestName - ending.length) + ending;
}

async function decode(blob: Blob) {
  const bitmap = await createImageBitmap(blob).catch(() => {
    throw new FileProblem('DAMAGED');
  });
  const { width, height } = bitmap;
  if (width * height > maxPixels) {
    bitmap.close();
    throw new FileProblem('TOO_MANY_PIXELS');
  }
  return { bitmap, width, height, close: () => bitmap.close() };
}

/** HEIC, AVIF, BMP and the like, where this browser can show them. */
async function prepareForeignPicture(file: File): Promise<PreparedFile> {
  const { bitmap, width, height, close } = await decode(file).catch((error: unknown) => {
    throw error instanceof FileProblem && error.code === 'DAMAGED' ? new FileProblem('TYPE_NOT_ALLOWED') : error;
  });
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', convertedQuality));
  if (!blob) throw new FileProblem('TYPE_NOT_ALLOWED');
  if (blob.size > maxBytes) throw new FileProblem('SIZE_MISMATCH');
  const fileName = cleanName(file.name.replace(/\.[^.]*$/, '') + '.jpg');
  return {
    blob,
    about: { kind: 'IMAGE', contentType: 'image/jpeg', fileName, size: blob.size, width, height, durationMs: null, waveform: null },
  };
}

type Measures = Pick<QueuedFile, 'width' | 'height' | 'durationMs'>;
const unknownMeasures: Measures = { width: null, height: null, durationMs: null };

/** As far as this browser can tell: what it cannot play may still be played elsewhere. */
function measureMedia(blob: Blob, kind: 'VIDEO' | 'AUDIO'): Promise<Measures> {
  const url = URL.createObjectURL(blob);
  const element = document.createElement(kind === 'VIDEO' ? 'video' : 'audio');
  return new Promise<Measures>((resolve) => {
    const timer = setTimeout(() => resolve(unknownMeasures), measureTimeoutMs);
    element.onerror = () => resolve(unknownMeasures);
    element.onloadedmetadata = () => {
      clearTimeout(timer);
      const durationMs = Number.isFinite(element.duration) ? Math.round(element.duration * 1000) : null;
      const isFilm = element instanceof HTMLVideoElement && element.videoWidth > 0;
      resolve({ width: isFilm ? element.videoWidth : null, height: isFilm ? element.videoHeight : null, durationMs });
    };
    element.preload = 'metadata';
    element.src = url;
  }).finally(() => {
    element.removeAttribute('src');
    URL.revokeObjectURL(url);
  });
}
