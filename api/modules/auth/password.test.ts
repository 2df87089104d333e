import { describe, expect, test } from 'vitest';
import { cleanPassword, hashPassword, verifyPassword } from './password.js';

describe('a password', () => {
  test('is known again, however its accents were typed; no other is', async () => {
    const passwordHash = await hashPassword(cleanPassword('password', 'coração de mãe'));
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(passwordHash, 'coração de mãe'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(passwordHash, 'coração de mae')).toBe(false);
    expect(await verifyPassword(passwordHash, '')).toBe(false);
  });

  test('is right for nobody where there is no user, not even the decoy’s own', async () => {
    expect(await verifyPassword(null, 'nobody has this password')).toBe(false);
  });

  test.each([
    ['1234567', 'TOO_SHORT'],
    ['a'.repeat(257), 'TOO_LONG'],
    ['a'.repeat(1_000_000), 'TOO_LONG'],
    ['          ', 'EMPTY'],
    ['abcdefgh\ud83d', 'INVALID'],
  ])('like %.20j is refused', (password, reason) => {
    expect(() => cleanPassword('password', password)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'password', reason } }),
    );
  });

  test('may hold anything else, spaces at its ends too', () => {
    expect(cleanPassword('password', ' 😀 pass word ')).toBe(' 😀 pass word ');
    expect(cleanPassword('password', '😀'.repeat(256))).toHaveLength(512);
  });
});
