import { describe, expect, it } from 'vitest';
import { findNames } from './mentions.js';

/** The likeliest username of each place. */
const namesIn = (text: string) => findNames(text).names.map(([likeliest]) => likeliest);

describe('names in a text', () => {
  it('are what stands behind an @, in lower case, each once', () => {
    expect(namesIn('@ana and @BIA_2, (@caio-x) @ana')).toEqual(['ana', 'bia_2', 'caio-x']);
  });

  it('end with a dot, or the sentence does', () => {
    expect(findNames('@ana.').names).toEqual([['ana.', 'ana']]);
    expect(findNames('@ana_-..').names).toEqual([['ana_-.', 'ana_-', 'ana_', 'ana']]);
    expect(findNames('@...').names).toEqual([['...']]);
  });

  it('have 3 to 32 characters', () => {
    expect(namesIn(`@ab @${'x'.repeat(32)} @${'x'.repeat(33)}`)).toEqual(['x'.repeat(32)]);
    expect(findNames(`@${'x'.repeat(32)}.`).names).toEqual([['x'.repeat(32)]]);
  });

  it.each(['me@ana', 'a.@ana', '@@ana', '@ana@example', '@ana.bia@example', 'https://x/@ana', '@anaé', '@anaя', 'é@ana'])(
    'are not in %s',
    (text) => {
      expect(namesIn(text)).toEqual([]);
    },
  );

  it.each([
    '`@ana`',
    '``@ana ` @ana``',
    '`a\n@ana`',
    '```\n@ana',
    '~~~ js\n@ana\n```\n@ana\n~~~~',
    '   ```\n@ana\n  ````',
    'x\n```\n@ana\n```',
    '`a``@ana``` `',
  ])('are not in the code of %j', (text) => {
    expect(namesIn(text)).toEqual([]);
  });

  it.each(['`@ana', '`a` @ana `', '```a``` @ana', '```\ncode\n```\n@ana', '` \n\n@ana `', '\t@ana'])(
    'are beside the code of %j',
    (text) => {
      expect(namesIn(text)).toEqual(['ana']);
    },
  );

  it('are everyone, who is nobody by name', () => {
    expect(findNames('@Everyone!')).toEqual({ names: [], everyone: true });
    expect(findNames('@everyone.')).toEqual({ names: [], everyone: true });
    expect(findNames('`@everyone`').everyone).toBe(false);
  });

  it('are found in time that grows with the text, whatever is in it', () => {
    const texts = [
      '`'.repeat(8000),
      '@'.repeat(8000),
      '@a.'.repeat(2666),
      '`` ` '.repeat(1600),
      '\n\t'.repeat(4000),
      `@${'.'.repeat(7999)}`,
    ];
    for (const text of [...texts, Array.from({ length: 120 }, (_, length) => '`'.repeat(length + 1)).join(' ')])
      expect(findNames(text).names.length).toBeLessThanOrEqual(100);
  });
});
