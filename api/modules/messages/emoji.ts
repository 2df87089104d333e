import { createRequire } from 'node:module';
import { badUserInput } from '../../graphql/errors.js';

// A CommonJS module that is the pattern itself; its types promise a default export that is not there.
const emojiPattern = createRequire(import.meta.url)('emojibase-regex') as RegExp;
const oneEmoji = new RegExp(`^(?:${emojiPattern.source})$`);
const textByDefault = /^(?!\p{Emoji_Presentation})\p{Extended_Pictographic}$/u;
const maxEmojiLength = 64;

/**
 * One emoji, as it is stored. A character that is text unless it is told otherwise (❤) gets its emoji presentation, so that two keyboards
 * do not make two reactions of it. Throws BAD_USER_INPUT (emoji, INVALID).
 */
export function cleanEmoji(value: string): string {
  const emoji = value.length <= maxEmojiLength ? value.normalize('NFC') : '';
  if (!oneEmoji.test(emoji)) throw badUserInput('emoji', 'INVALID', '"emoji" must be one emoji.');
  return textByDefault.test(emoji) ? `${emoji}\uFE0F` : emoji;
}
