/** Who is named with an @ in a text, before anybody knows who they are. */
export interface NamedInText {
  /** For each place, the usernames it may mean, the likeliest first: "@ana." is "ana." or "ana". */
  readonly names: readonly (readonly string[])[];
  readonly everyone: boolean;
}

const everyone = 'everyone';
/** Different places of a text that are looked at; what comes after them is text. */
const maxNames = 100;
const username = { min: 3, max: 32 };
// Not behind a letter, as in an e-mail address, nor in a path; nor in front of another @, as in the addresses of other networks.
const mention = /(?<![\p{L}\p{N}._\-/@])@([A-Za-z0-9._-]+)(?![\p{L}\p{N}._\-@])/gu;

/** `@username` outside of code, in the order of the text, each once; `@everyone` among them. Whether they mean anybody, the members tell. */
export function findNames(text: string): NamedInText {
  const names = new Map<string, readonly string[]>();
  let namesEveryone = false;
  for (const [, written = ''] of text.includes('@') ? withoutCode(text).matchAll(mention) : []) {
    const candidates = readName(written.toLowerCase());
    if (candidates.includes(everyone)) namesEveryone = true;
    else if (candidates[0] !== undefined && names.size < maxNames) names.set(candidates[0], candidates);
  }
  return { names: [...names.values()], everyone: namesEveryone };
}

/** A username may end with dots or dashes, and so may a sentence: with up to three of them, then with one less each. */
function readName(written: string): string[] {
  const bare = written.replace(/[._-]+$/, '').length;
  const candidates: string[] = [];
  for (let length = Math.min(written.length, bare + 3, username.max); length >= Math.max(bare, username.min); length -= 1) {
    candidates.push(written.slice(0, length));
  }
  return candidates;
}

/** The Markdown text without its fenced blocks and code spans (CommonMark 4.5 and 6.1), in linear time. */
function withoutCode(text: string): string {
  let fence: string | null = null;
  const lines = text.split('\n').map((line) => {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence) && line.trim() === marker) fence = null;
      return '';
    }
    if (marker === undefined || (marker.startsWith('`') && line.trimStart().slice(marker.length).includes('`'))) return line;
    fence = marker;
    return '';
  });
  // A span ends with its paragraph.
  return lines
    .join('\n')
    .split(/\n[ \t]*\n/)
    .map(withoutSpans)
    .join('\n\n');
}

/** A run of backticks opens a span where another run of the same length closes it. */
function withoutSpans(paragraph: string): string {
  const runs = [...paragraph.matchAll(/`+/g)];
  const unclosed = new Set<number>();
  let rest = '';
  let position = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const length = runs[index]?.[0].length ?? 0;
    if (unclosed.has(length)) continue;
    let end = index + 1;
    while (end < runs.length && runs[end]?.[0].length !== length) end += 1;
    const [opening, closing] = [runs[index], runs[end]];
    if (!opening || !closing) {
      unclosed.add(length);
      continue;
    }
    rest += `${paragraph.slice(position, opening.index)} `;
    position = closing.index + length;
    index = end;
  }
  return rest + paragraph.slice(position);
}
