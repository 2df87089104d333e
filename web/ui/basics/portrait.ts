/** Initials and colours of people and conversations without a photo. */

export const hueCount = 8;

/** FNV-1a over UTF-16 units: the same key has the same hue on every device. */
export function hueOf(colorKey: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < colorKey.length; index += 1) {
    hash ^= colorKey.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % hueCount;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first sign of a word that can stand for it: a letter, digit or emoji; null for words of punctuation only. */
function initialOf(word: string): string | null {
  for (const { segment } of segmenter.segment(word)) {
    if (/[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return null;
}

const beginsWithLetter = (initial: string) => /^\p{L}/u.test(initial);

/**
 * One or two initials: of the first and the last word; '' when the name has no letter, digit or emoji. Numbers and emoji
 * stand only for names that begin with them: "Festival 2027" and "Rita 🌻" are F and R.
 */
export function initialsOf(name: string): string {
  const initials = name
    .split(/\s+/u)
    .map(initialOf)
    .filter((initial) => initial !== null);
  const first = initials[0] ?? '';
  const last = initials.slice(1).findLast(beginsWithLetter) ?? '';
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(first) ? first : first + last;
}
