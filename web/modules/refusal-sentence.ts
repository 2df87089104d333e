import type { TFunction } from 'i18next';
import type { Refusal } from '../apollo/refusal';

const known: readonly string[] = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
];

/** What is wrong with a file: the reasons of UPLOAD_INVALID, and what only this device knows. */
const knownOfFiles: readonly string[] = [
  'UPLOAD_INVALID.SIZE_MISMATCH',
  'UPLOAD_INVALID.TOO_LARGE',
  'UPLOAD_INVALID.TYPE_NOT_ALLOWED',
  'UPLOAD_INVALID.TYPE_MISMATCH',
  'UPLOAD_INVALID.TOO_MANY_PIXELS',
  'UPLOAD_INVALID.DAMAGED',
  'UPLOAD_INVALID.HAS_LOCATION',
  'FILE_LOST',
  'STOPPED',
  'TOO_MANY_UPLOADS',
];

/** Why the server said no, by the code of its catalogue; of a file, with the reason after a dot. */
export function codeSentence(code: string, t: TFunction): string {
  if (knownOfFiles.includes(code)) return t(`app.upload.${code.replace(/^.*\./, '')}`);
  return t(`app.error.${known.includes(code) ? code : 'unknown'}`);
}

/** A refusal as a sentence in the viewer's language; null, no answer at all, means the line. */
export function refusalSentence(refusal: Refusal | null, t: TFunction): string {
  if (!refusal) return t('app.error.network');
  if (refusal.code === 'RATE_LIMITED' && refusal.retryAfterMs !== null) {
    return t('app.error.rateLimitedFor', { count: Math.max(1, Math.ceil(refusal.retryAfterMs / 1000)) });
  }
  if (refusal.code === 'CONFLICT' && refusal.reason === 'TOO_MANY') return t('app.error.tooMany');
  return codeSentence(refusal.code, t);
}

/** What is wrong with one field of a form; null when the refusal names another field, or none. */
export function fieldSentence(refusal: Refusal | null, field: string, t: TFunction): string | null {
  if (!refusal || refusal.field !== field) return null;
  if (refusal.code === 'CONFLICT') return refusal.reason === 'TOO_MANY' ? null : t(`app.field.taken`);
  if (refusal.code !== 'BAD_USER_INPUT') return null;
  const reasons = ['EMPTY', 'TOO_SHORT', 'TOO_LONG', 'INVALID', 'WRONG', 'PRIVATE_ADDRESS', 'OUT_OF_RANGE'];
  return t(`app.field.${refusal.reason && reasons.includes(refusal.reason) ? refusal.reason : 'INVALID'}`);
}
