import type { AttachmentKind } from '../../generated/schema-types.js';

/** What a file is by its bytes. `contentType` is what it is handed out as. */
export interface FileType {
  readonly kind: AttachmentKind;
  readonly contentType: string;
}

/** How file-type names what we take. What is not in here is refused: programs, markup that a browser would run, formats nobody shows. */
const allowed: Readonly<Record<AttachmentKind, ReadonlySet<string>>> = {
  // All of these are decoded and written anew.
  IMAGE: new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
  VIDEO: new Set(['video/mp4', 'video/x-m4v', 'video/webm', 'video/quicktime', 'video/matroska', 'video/ogg', 'video/3gpp']),
  AUDIO: new Set([
    'audio/mpeg',
    'audio/mp4',
    'audio/x-m4a',
    'audio/ogg',
    'audio/opus',
    'audio/wav',
    'audio/flac',
    'audio/aac',
    'audio/webm',
  ]),
  FILE: new Set([
    'application/pdf',
    'application/zip',
    'application/gzip',
    'application/x-7z-compressed',
    'application/x-rar-compressed',
    'application/x-tar',
    'application/x-bzip2',
    'application/x-xz',
    'application/zstd',
    'application/rtf',
    'application/epub+zip',
    // Word, Excel and PowerPoint, before 2007 and since, and OpenDocument.
    'application/x-cfb',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.presentation',
    'text/calendar',
    'text/vcard',
  ]),
};
const kinds = Object.keys(allowed) as AttachmentKind[];

/** Refused by their announced names already; by their bytes they are refused in any case. */
const refusedTypes = new Set(['image/svg+xml', 'text/html', 'application/xhtml+xml', 'text/xml', 'application/xml', 'text/javascript']);
const refusedExtensions =
  /\.(?:svgz?|x?html?|shtml|xml|xsl|xslt|mht|mhtml|hta|js|mjs|exe|dll|com|scr|bat|cmd|msi|jar|ps1|vbs|lnk|app|apk)$/i;

export const isRefusedType = (contentType: string): boolean => refusedTypes.has(contentType);

/** What a file would be opened as by whoever saved it under this name. */
export const isRefusedName = (fileName: string): boolean => refusedExtensions.test(fileName);

/** Containers that say nothing about whether there are pictures in them, too: what was announced decides. */
const soundOnly: Readonly<Record<string, string>> = {
  'video/webm': 'audio/webm',
  'video/matroska': 'audio/webm',
  'video/mp4': 'audio/mp4',
  'video/ogg': 'audio/ogg',
  'application/ogg': 'audio/ogg',
};

/** Names that file-type gives for what browsers know under another one. */
const usualNames: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  'image/apng': 'image/png',
  'application/ogg': 'video/ogg',
};

/**
 * The type by the first bytes of a file (at least 4,100, or all of them), or null for what is not taken. `detected` is what file-type says of
 * it: undefined for texts, which have no mark of their own.
 */
export function judgeType(announced: string, detectedWithParameters: string | undefined, head: Uint8Array): FileType | null {
  const detected = detectedWithParameters?.split(';', 1)[0];
  if (detected === undefined) return judgeText(announced, head);
  const isSound = announced.startsWith('audio/') && soundOnly[detected] !== undefined;
  const contentType = (isSound ? soundOnly[detected] : undefined) ?? usualNames[detected] ?? detected;
  const kind = kinds.find((each) => allowed[each].has(contentType));
  return kind ? { kind, contentType } : null;
}

const textTypes = new Set(['text/plain', 'text/csv', 'text/markdown', 'application/json']);
// What a browser would take for a page or a picture with scripts.
const markup =
  /^<(?:!doctype|\?xml|html|head|body|script|style|svg|iframe|object|embed|img|form|meta|link|title|table|div|a|p|br|h[1-6])\b/i;

function judgeText(announced: string, head: Uint8Array): FileType | null {
  if (head.includes(0)) return null;
  const text = readUtf8(head);
  if (text === null || markup.test(skipBlanksAndComments(text)) || /<svg[\s>]/i.test(text)) return null;
  return { kind: 'FILE', contentType: textTypes.has(announced) ? announced : 'text/plain' };
}

function readUtf8(head: Uint8Array): string | null {
  try {
    // As a stream: the head may end in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    // Not UTF-8: no text that we know.
    return null;
  }
}

/** Step by step: a pattern for all of it could be made to try for ever. */
function skipBlanksAndComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->');
    if (end < 0) return rest;
    rest = rest.slice(end + 3).trimStart();
  }
  return rest;
}

/** Whether a file of this type is what was announced: a jpeg may be called a png, a page may not be called a picture. */
export function fitsAnnouncement(announced: string, { kind }: FileType): boolean {
  const family = announced.split('/', 1)[0];
  switch (family) {
    case 'image':
      return kind === 'IMAGE';
    case 'video':
      return kind === 'VIDEO';
    case 'audio':
      return kind === 'AUDIO';
    case 'text':
      return kind === 'FILE';
    default:
      return announced === 'application/octet-stream' || kind === 'FILE';
  }
}
