const emojiOnly =
  /^(?:\s|[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}{2}|(?:(?!\p{Regional_Indicator})\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=\uFE0F|\p{Emoji_Modifier})\uFE0F?)\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*[\u{E0020}-\u{E007F}]*)+$/u;
const longestPossible = 120;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many emoji a text holds when it holds nothing else; 0 for other texts and for more than `limit`. */
export function countLoneEmoji(text: string, limit = 3): number {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > longestPossible || !emojiOnly.test(trimmed)) return 0;
  let count = 0;
  for (const { segment } of segmenter.segment(trimmed)) {
    if (segment.trim() !== '') count += 1;
  }
  return count <= limit ? count : 0;
}
