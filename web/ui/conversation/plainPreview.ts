/**
 * One line of plain text from Markdown, for lists and announcements. Not a parser: it drops the marks people type most
 * and leaves everything else as it stands, so nothing said is lost.
 */
export function plainPreview(markdown: string): string {
  return (
    markdown
      .replace(/```[^\n`]*\n?/gu, '')
      .replace(/!?\[([^\]]*)\]\([^)\s]*\)/gu, '$1')
      .replace(/(\*\*|__|~~|`)(?=\S)(.+?)\1/gu, '$2')
      .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
      .replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)/gmu, '')
      // Of a table, what is in its cells.
      .replace(/^[ \t]*\|.*\|[ \t]*$/gmu, (row, start: number) => (/[^\s|:-]/u.test(row) ? row.replaceAll('|', ' ') : start > 0 ? '' : row))
      .replace(/\s+/gu, ' ')
      .trim()
  );
}
