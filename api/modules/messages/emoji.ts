import { createRequire } from 'node:module';
import { badUserInput } from '../../graphql/errors.js';

// A CommonJS module that is the pattern itself; its types promise a default export that is not there.
const emojiPattern = createRequire(import.meta.url)('emojibase-regex') as RegExp;
const oneEmoji = new RegExp(`^(?:${emojiPattern.source})$`);
const textByDefault = /^(?!\p{Emoji_Presentation})\p{Extended_Pictographic}$/u;
const emojiByDefault = /^(\p{Emoji_Presentation})\uFE0F$/u;
const maxEmojiLength = 64;

/**
 * One emoji, as it is stored. A character that is text unless it is told otherwise (❤) gets its emoji presentation, and one that has no other
 * (👍) goes without it, so that two keyboards do not make two reactions of it. Throws BAD_USER_INPUT (emoji, INVALID).
 */
export function cleanEmoji(value: string): string {
  const emoji = value.length <= maxEmojiLength ? value.normalize('NFC') : '';
  if (!oneEmoji.test(emoji)) throw badUserInput('emoji', 'INVALID', '"emoji" must be one emoji.');
  return textByDefault.test(emoji) ? `${emoji}\uFE0F` : emoji.replace(emojiByDefault, '$1');
}
