import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from './errors.js';
import { cleanText, codePointLength, foldedWords, isBlank } from './text.js';

const name = { min: 1, max: 10, multiline: false };
const body = { min: 1, max: 10, multiline: true };

function reasonOf(clean: () => string): unknown {
  try {
    return `taken: ${JSON.stringify(clean())}`;
  } catch (error) {
    if (error instanceof AppError) return [error.extensions.code, error.extensions.field, error.extensions.reason];
    throw error;
  }
}

describe('a text', () => {
  test('is stored composed, trimmed, with one kind of line break', () => {
    expect(cleanText('text', '  Sa\u0303o\r\nb\rc\u2028d ', body)).toBe('São\nb\nc\nd');
  });

  test('keeps tabs, indents inside and the marks that right-to-left scripts need; other control characters go', () => {
    expect(cleanText('text', 'a\tb\n  \u200f\u05d0\u0007\u0085', body)).toBe('a\tb\n  \u200f\u05d0');
  });

  test('of one line loses its breaks, and what could turn the text around it', () => {
    expect(cleanText('name', ' Ana\n\t Paula\u202e ', name)).toBe('Ana Paula');
  });

  test.each([true, false])('is composed whatever stood in it, and cleaned once for all (several lines: %s)', (multiline) => {
    const clean = (value: string) => cleanText('text', value, { min: 0, max: 1000, multiline });
    expect(clean('a\u0007\u0301b')).toBe('áb');
    const awkward = fc.constantFrom(
      'a',
      ' ',
      '\u0301',
      '\u202E',
      '\u0007',
      '\n',
      '\u000B',
      '\u00AD',
      '\u200F',
      '\u2066',
      '\u2000',
      '가',
      '\u11A8',
    );
    const texts = fc.array(fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        fc.pre(!text.includes('\0'));
        const stored = clean(text);
        expect(stored).toBe(stored.normalize('NFC'));
        expect(clean(stored)).toBe(stored);
      }),
    );
  });

  test('is counted in characters as Unicode counts them, not in halves', () => {
    expect(cleanText('text', '😀'.repeat(10), body)).toBe('😀'.repeat(10));
    expect(reasonOf(() => cleanText('text', '😀'.repeat(11), body))).toEqual(['BAD_USER_INPUT', 'text', 'TOO_LONG']);
    expect(codePointLength('a😀')).toBe(2);
  });

  test.each(['', ' \n\t', '\u200b\u200d\u2060\ufeff', '\u3164\u2800', '\u0301', '\u00ad'])('that cannot be seen (%j) is empty', (text) => {
    expect(isBlank(text)).toBe(true);
    expect(reasonOf(() => cleanText('text', text, body))).toEqual(['BAD_USER_INPUT', 'text', 'EMPTY']);
    expect(cleanText('about', text, { ...body, min: 0 })).toBe('');
  });

  test.each(['a\0b', 'a\ud83d', '\ude00b'])('that is no text (%j) is invalid', (text) => {
    expect(reasonOf(() => cleanText('text', text, body))).toEqual(['BAD_USER_INPUT', 'text', 'INVALID']);
  });

  test('may be too short', () => {
    expect(reasonOf(() => cleanText('name', 'ab', { ...name, min: 3 }))).toEqual(['BAD_USER_INPUT', 'name', 'TOO_SHORT']);
  });

  test('that is huge is refused before any work on it', () => {
    expect(reasonOf(() => cleanText('text', 'a'.repeat(10_000_000), body))).toEqual(['BAD_USER_INPUT', 'text', 'TOO_LONG']);
  });

  test('emoji of several parts stay whole', () => {
    expect(cleanText('name', '👩‍👩‍👧 ❤️', name)).toBe('👩‍👩‍👧 ❤️');
  });
});

test('words are folded: case and accents gone, each once, parted by all that is no letter or digit', () => {
  expect(foldedWords('João da Conceição, joao.da-Silva_2 ☁️')).toEqual(['joao', 'da', 'conceicao', 'silva', '2']);
  expect(foldedWords('.*$^')).toEqual([]);
});
