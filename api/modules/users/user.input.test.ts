import { describe, expect, test } from 'vitest';
import { AppError } from '../../graphql/errors.js';
import { cleanDisplayName, cleanEmail, cleanLocale, cleanUsername, makeSearchWords } from './user.input.js';

function reasonOf(clean: () => string): unknown {
  try {
    return `taken: ${clean()}`;
  } catch (error) {
    if (error instanceof AppError) return error.extensions.reason;
    throw error;
  }
}

describe('usernames', () => {
  test('are kept in lower case', () => expect(cleanUsername(' Ana.Paula_2-x ')).toBe('ana.paula_2-x'));
  test.each([
    ['ab', 'TOO_SHORT'],
    ['a'.repeat(33), 'TOO_LONG'],
    ['ana paula', 'INVALID'],
    ['joão', 'INVALID'],
    ['аna', 'INVALID'], // a Cyrillic а
    ['', 'EMPTY'],
  ])('like %j are refused', (username, reason) => expect(reasonOf(() => cleanUsername(username))).toBe(reason));
});

describe('e-mail addresses', () => {
  test.each(['ana@example.org', 'A.B+c@sub.example.co', "o'neil@example.ie", 'joão@exemplo.com.br'])('like %s are taken', (email) =>
    expect(cleanEmail(` ${email} `)).toBe(email.toLowerCase()),
  );
  test.each(['ana', 'ana@', '@example.org', 'ana@example', 'a b@example.org', 'ana@@example.org', 'ana@exa..mple.org', 'ana@-example.org'])(
    'like %s are refused',
    (email) => expect(reasonOf(() => cleanEmail(email))).toBe('INVALID'),
  );
  test('of any length take no time to refuse', () => {
    expect(reasonOf(() => cleanEmail(`${'a.'.repeat(100)}@${'a-'.repeat(26)}`))).toBe('INVALID');
    expect(reasonOf(() => cleanEmail(`${'a'.repeat(300)}@example.org`))).toBe('TOO_LONG');
  });
});

test('locales are canonical language tags', () => {
  expect(cleanLocale('pt-br')).toBe('pt-BR');
  for (const locale of ['', 'not a locale!', 'x'.repeat(40), 'en_US']) expect(reasonOf(() => cleanLocale(locale))).toBe('INVALID');
});

test('names cannot turn around what stands next to them', () => expect(cleanDisplayName('Ana\u202e\u2066')).toBe('Ana'));

test('people are found by the words of both their names', () => {
  expect(makeSearchWords('joao.silva', 'João Conceição')).toEqual(['joao', 'silva', 'conceicao']);
});
