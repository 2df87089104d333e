import { describe, expect, test } from 'vitest';
import { hueCount, hueOf, initialsOf } from './portrait';

describe('initials', () => {
  test('are of the first and the last word', () => {
    expect(initialsOf('Ana Beatriz Souza')).toBe('AS');
    expect(initialsOf('  marina ')).toBe('M');
  });

  test('skip marks, quotes and direction overrides', () => {
    expect(initialsOf('“Tom” (Whitfield)')).toBe('TW');
    expect(initialsOf('Evil \u202Egpj.exe')).toBe('EG');
    expect(initialsOf('- …')).toBe('');
  });

  test('leave out numbers and emoji at the end of a name', () => {
    expect(initialsOf('Summer festival 2027')).toBe('SF');
    expect(initialsOf('Rita 🌻')).toBe('R');
    expect(initialsOf('4th floor')).toBe('4F');
  });

  test('keep a letter and its accents together, and an emoji whole and alone', () => {
    expect(initialsOf('E\u0301lise Åberg')).toBe('E\u0301Å');
    expect(initialsOf('👩‍🚀 Crew')).toBe('👩‍🚀');
    expect(initialsOf('🇧🇷 Brasil')).toBe('🇧🇷');
  });
});

test('the same key has the same hue, and keys spread over all hues', () => {
  expect(hueOf('user-1')).toBe(hueOf('user-1'));
  const hues = new Set(Array.from({ length: 200 }, (_, index) => hueOf(`66f0a${index}`)));
  expect([...hues].sort((one, other) => one - other)).toEqual(Array.from({ length: hueCount }, (_, hue) => hue));
});
