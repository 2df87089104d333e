import { expect, test } from 'vitest';
import { inviteCodeIn, inviteSignUpPath } from './invite-paths';

test.each([
  ['a code', 'abcDEF2345678xyz', 'abcDEF2345678xyz'],
  ['a code among blanks', '  abcDEF2345678xyz\n', 'abcDEF2345678xyz'],
  ['a link', 'https://chat.example.org/invite/abcDEF2345678xyz', 'abcDEF2345678xyz'],
  ['a link with more behind it', 'http://localhost:4000/invite/abcDEF2345678xyz/sign-up?from=qr#top', 'abcDEF2345678xyz'],
  ['a whole message', 'Come in! https://chat.example.org/invite/abcDEF2345678xyz See you', 'abcDEF2345678xyz'],
  ['nothing of the kind', 'https://example.org/', 'https://example.org/'],
])('the code is found in %s', (_, text, code) => {
  expect(inviteCodeIn(text)).toBe(code);
});

test('a code stays one part of its path, whatever it holds', () => {
  expect(inviteSignUpPath('a/../b?c')).toBe('/invite/a%2F..%2Fb%3Fc/sign-up');
});
