import { badUserInput } from './errors.js';

/** Of a message, in Unicode code points. */
export const maxTextLength = 8000;

interface TextLimits {
  /** In Unicode code points, after cleaning. With 0 the text may be empty. */
  readonly min: number;
  readonly max: number;
  /** Message bodies and descriptions: line breaks and tabs stay, and so do the marks that bidirectional scripts need. */
  readonly multiline: boolean;
}

// Whatever leaves no ink: white space, and format characters such as zero-width space, joiners, word joiner, BOM; Hangul fillers and braille blank too.
const invisible = /[\p{White_Space}\p{Cf}\p{Cc}\p{Mn}\u115F\u1160\u3164\uFFA0\u2800]/gu;
const lineBreaks = /\r\n?|[\u2028\u2029\u0085]/g;
const controls = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
// Marks, embeddings, overrides and isolates: in a name they could turn around the text that stands next to it.
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** True where nothing of `value` would be seen. */
export function isBlank(value: string): boolean {
  return value.replace(invisible, '') === '';
}

/** True where half of a surrogate pair stands alone: in /u, whole pairs are one character and don't match. */
export function hasLoneSurrogate(value: string): boolean {
  return /\p{Surrogate}/u.test(value);
}

/** Length in Unicode code points. */
export function codePointLength(value: string): number {
  let length = 0;
  for (const _ of value) length += 1;
  return length;
}

/**
 * A text as it is stored: NFC, line breaks as \n, trimmed, without control characters. Throws BAD_USER_INPUT naming `field`, with the reason
 * INVALID (NUL or half a surrogate pair), EMPTY (nothing visible), TOO_SHORT or TOO_LONG.
 */
export function cleanText(field: string, value: string, limits: TextLimits): string {
  // Before any work on it: normalising a text can at most triple its length (UAX #15), so this refuses only what is too long anyway.
  if (value.length > limits.max * 6) throw tooLong(field, limits.max);
  if (value.includes('\0')) throw badUserInput(field, 'INVALID', `${field} must not hold the character NUL.`);
  if (hasLoneSurrogate(value)) throw badUserInput(field, 'INVALID', `${field} holds half of a surrogate pair, which is no character.`);
  const broken = value.replace(lineBreaks, '\n');
  const stripped = limits.multiline
    ? broken.replace(controls, '')
    : broken.replace(bidiControls, '').replace(/\s+/gu, ' ').replace(controls, '').replace(/ +/g, ' ');
  // Last: what stood between a letter and its accent is gone.
  const cleaned = stripped.normalize('NFC').trim();
  if (isBlank(cleaned)) {
    if (limits.min > 0) throw badUserInput(field, 'EMPTY', `${field} must not be empty.`);
    return '';
  }
  const length = codePointLength(cleaned);
  if (length > limits.max) throw tooLong(field, limits.max);
  if (length < limits.min) throw badUserInput(field, 'TOO_SHORT', `${field} must have at least ${limits.min} characters.`);
  return cleaned;
}

const tooLong = (field: string, max: number) => badUserInput(field, 'TOO_LONG', `${field} must have at most ${max} characters.`);

/** Case and accents folded, for comparing and finding words: "São" → "sao". */
export function foldText(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .normalize('NFC');
}

/** The folded words of a text, in order, each once. Letters and digits make words; everything else parts them. */
export function foldedWords(value: string): string[] {
  return [...new Set(foldText(value).match(/[\p{L}\p{N}]+/gu) ?? [])];
}
