/** What is being written behind an @: the text from `from` (the @) up to `to` is replaced by the name that is chosen. */
export type CaretMention = { from: number; to: number; query: string };

const longestQuery = 32;
const beginning = /(?<![\p{L}\p{N}._\-/@])@([\p{L}\p{N}\p{M}._-]*)$/u;
const restOfWord = /^[\p{L}\p{N}\p{M}._-]*/u;

/** The name that is being written where the caret stands; null where none is, and in code, where an @ is no mention. */
export function mentionAtCaret(text: string, caret: number): CaretMention | null {
  const before = text.slice(0, caret);
  const match = beginning.exec(before.slice(-longestQuery - 2));
  if (!match || isInCode(before)) return null;
  const query = match[1] ?? '';
  const rest = restOfWord.exec(text.slice(caret))?.[0] ?? '';
  return { from: caret - query.length - 1, to: caret + rest.length, query };
}

/** The text with the name in its place, and where the caret stands then: behind the one space that follows. */
export function insertMention(text: string, { from, to }: CaretMention, name: string): { text: string; caret: number } {
  const rest = text.slice(to);
  const written = `@${name}`;
  const gap = /^[ \n]/u.test(rest) ? '' : ' ';
  const caret = from + written.length + 1;
  return { text: text.slice(0, from) + written + gap + rest, caret: rest.startsWith('\n') ? caret - 1 : caret };
}

/** Whether what comes next would stand in a fenced block or a code span (CommonMark 4.5 and 6.1). A span that is open here counts, closed later or not. */
function isInCode(before: string): boolean {
  if (!/[`~]/u.test(before)) return false;
  let fence: string | null = null;
  let paragraph = '';
  for (const line of before.split('\n')) {
    const marker = /^ {0,3}(`{3,}|~{3,})/u.exec(line)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence) && line.trim() === marker) fence = null;
      paragraph = '';
    } else if (marker !== undefined && !(marker.startsWith('`') && line.trimStart().slice(marker.length).includes('`'))) {
      fence = marker;
    } else {
      // A span ends with its paragraph.
      paragraph = line.trim() === '' ? '' : `${paragraph}\n${line}`;
    }
  }
  return fence !== null || hasOpenSpan(paragraph);
}

/** A run of backticks opens a span, which another run of the same length closes. */
function hasOpenSpan(paragraph: string): boolean {
  let open: number | null = null;
  for (const [{ length }] of paragraph.matchAll(/`+/gu)) {
    if (open === null) open = length;
    else if (open === length) open = null;
  }
  return open !== null;
}
