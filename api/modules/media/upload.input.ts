import type { CreateUploadInput, UploadPurpose } from '../../generated/schema-types.js';
import { badUserInput } from '../../graphql/errors.js';
import { cleanText } from '../../graphql/text.js';
import { isRefusedType } from './file-types.js';
import { maxAttachmentSize, maxDurationMs, maxPhotoSize, maxWaveformBars } from './media.limits.js';

const maxContentTypeLength = 127;
// RFC 9110, section 8.3.1: type "/" subtype, both tokens. Parameters are cut off before.
const contentTypePattern = /^[a-z0-9!#$&^_.+-]{1,63}\/[a-z0-9!#$&^_.+-]{1,63}$/;
// What parts a path, and what file systems and shells take for something else.
const unsafeInNames = /[/\\:*?"<>|]/g;

export interface UploadDraft {
  readonly purpose: UploadPurpose;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
}

/** Throws BAD_USER_INPUT: fileName (EMPTY, TOO_LONG, INVALID), contentType (INVALID), size (OUT_OF_RANGE). */
export function cleanUpload(input: CreateUploadInput): UploadDraft {
  const { purpose, size } = input;
  const max = purpose === 'ATTACHMENT' ? maxAttachmentSize : maxPhotoSize;
  if (size < 1 || size > max) throw badUserInput('size', 'OUT_OF_RANGE', `size must be from 1 to ${max} bytes.`);
  const contentType = cleanContentType(input.contentType);
  if (purpose !== 'ATTACHMENT' && !contentType.startsWith('image/')) {
    throw badUserInput('contentType', 'INVALID', 'A photo must be an image.');
  }
  return { purpose, size, contentType, fileName: cleanFileName(input.fileName) };
}

/** A name without a path, with nothing in it that a file system or a header could take for something else. */
export function cleanFileName(value: string): string {
  const cleaned = cleanText('fileName', value, { min: 1, max: 255, multiline: false });
  const safe = cleaned.replace(unsafeInNames, '_').replace(/^\.+/, '_').trim();
  return safe === '' ? 'file' : safe;
}

/** In lower case, without parameters such as codecs. */
function cleanContentType(value: string): string {
  const type = (value.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type.length > maxContentTypeLength || !contentTypePattern.test(type)) {
    throw badUserInput('contentType', 'INVALID', 'contentType must be a media type such as image/png.');
  }
  if (isRefusedType(type)) throw badUserInput('contentType', 'INVALID', `Files of the type ${type} are not taken.`);
  return type;
}

export interface Sound {
  readonly durationMs: number | null;
  readonly waveform: number[] | null;
}

/** Throws BAD_USER_INPUT: durationMs outside of 0 to 24 hours, waveform with more than 64 bars or a bar outside of 0–100. */
export function cleanSound(durationMs: number | null | undefined, waveform: readonly number[] | null | undefined): Sound {
  if (typeof durationMs === 'number' && (durationMs < 0 || durationMs > maxDurationMs)) {
    throw badUserInput('durationMs', 'OUT_OF_RANGE', `durationMs must be from 0 to ${maxDurationMs}.`);
  }
  if (waveform && waveform.length > maxWaveformBars) {
    throw badUserInput('waveform', 'TOO_LONG', `waveform must have at most ${maxWaveformBars} bars.`);
  }
  if (waveform?.some((bar) => bar < 0 || bar > 100))
    throw badUserInput('waveform', 'OUT_OF_RANGE', 'A bar of the waveform is from 0 to 100.');
  return { durationMs: durationMs ?? null, waveform: waveform && waveform.length > 0 ? [...waveform] : null };
}
