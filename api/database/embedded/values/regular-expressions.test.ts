import { describe, expect, test } from 'vitest';
import { compileRegex } from './regular-expressions.js';

describe('a PCRE pattern', () => {
  test.each([
    ['a.b', '', 'a\nb', false],
    ['a.b', 's', 'a\nb', true],
    ['a.b', '', 'a\rb', true],
    ['ana$', '', 'ana\n', true],
    ['ana$', '', 'ana\n\n', false],
    ['^b', 'm', 'a\nb', true],
    ['\\Aana\\z', '', 'ana\n', false],
    ['\\Aana\\Z', '', 'ana\n', true],
    ['a b # comment', 'x', 'ab', true],
    ['(?i)É', '', 'é', true],
    ['^[[:alpha:]]+$', '', 'abc', true],
    ['^[[:digit:]_]+$', '', '1_2', true],
    ['a\\-b', '', 'a-b', true],
    ['^.$', '', '😀', true],
    ['[.$]', '', '$', true],
    ['[^\\]]x', '', 'ax', true],
  ])('/%s/%s on %j: %s', (pattern, options, text, expected) => expect(compileRegex(pattern, options).test(text)).toBe(expected));

  test.each([
    ['(', '', 51091],
    ['a', 'z', 51108],
    ['a\0', '', 51091],
  ])('/%s/%s is refused with %i', (pattern, options, code) => {
    expect(() => compileRegex(pattern, options)).toThrow(expect.objectContaining({ code }));
  });
});
