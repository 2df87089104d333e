import { stripVTControlCharacters } from 'node:util';

const gap = '  ';

/** What takes two columns of a terminal: East Asian wide and full-width characters, and emoji. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const narrow = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** On one line, and harmless to a terminal: people write names and reasons, and could write control characters. */
export function toCell(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s*\n\s*/g, ' ⏎ ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .trim();
}

/** Columns of a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += narrow.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

const padTo = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Rows under their titles, in aligned columns. */
export function layTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, ...rows].map((row) => row.map(toCell));
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((cell, column) => padTo(cell, widths[column] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .join('\n');
}

/** Names and their values, one below the other; a value of several lines stays beside its name. */
export function layFields(fields: readonly (readonly [name: string, value: string])[], indent = ''): string {
  const width = Math.max(...fields.map(([name]) => widthOf(name)));
  return fields
    .flatMap(([name, value]) =>
      value.split('\n').map((line, index) => `${indent}${padTo(index === 0 ? name : '', width)}${gap}${toCell(line)}`.trimEnd()),
    )
    .join('\n');
}

/** To the minute, in UTC. */
export const layTime = (at: Date | null | undefined): string => at?.toISOString().slice(0, 16).replace('T', ' ') ?? '–';
