import { describe, expect, test } from 'vitest';
import { cleanName, FileProblem, kindOf, prepareFile } from './prepare-file';

describe('what a file is', () => {
  test.each([
    ['photo.jpg', 'image/jpeg', 'IMAGE', 'image/jpeg'],
    ['film.webm', 'video/webm;codecs=vp8', 'VIDEO', 'video/webm'],
    ['song.wav', 'audio/x-wav', 'AUDIO', 'audio/wav'],
    ['notes.md', 'text/markdown', 'FILE', 'text/markdown'],
    // A browser takes a program in TypeScript for a film.
    ['main.ts', 'video/mp2t', 'FILE', 'application/octet-stream'],
    ['minutes.pdf', 'application/pdf', 'FILE', 'application/octet-stream'],
    ['nothing', '', 'FILE', 'application/octet-stream'],
  ])('%s, said to be %s, is %s, announced as %s', (name, type, kind, contentType) => {
    expect(kindOf({ name, type })).toEqual({ kind, contentType });
  });

  test.each(['page.html', 'drawing.SVG', 'setup.exe', 'app.js'])('%s is refused before it travels', (name) => {
    expect(() => kindOf({ name, type: '' })).toThrow(FileProblem);
  });

  test('an empty file and one that is too large are refused', async () => {
    await expect(prepareFile(new File([], 'empty.txt'))).rejects.toMatchObject({ code: 'EMPTY' });
    const large = new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'large.zip');
    await expect(prepareFile(large)).rejects.toMatchObject({ code: 'SIZE_MISMATCH' });
  });

  test('a name keeps its ending, and nothing that could turn it around', () => {
    expect(cleanName('gpj\u202Eexe.txt\n')).toBe('gpjexe.txt');
    expect(cleanName('  ')).toBe('file');
    expect(cleanName(`${'n'.repeat(300)}.pdf`)).toHaveLength(255);
    expect(cleanName(`${'n'.repeat(300)}.pdf`).endsWith('.pdf')).toBe(true);
  });
});
