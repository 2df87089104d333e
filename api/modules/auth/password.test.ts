import type * as Argon2 from '@node-rs/argon2';
import { verify } from '@node-rs/argon2';
import { describe, expect, test, vi } from 'vitest';
import { cleanPassword, hashPassword, verifyPassword } from './password.js';

// The real one, counted.
vi.mock('@node-rs/argon2', async (importOriginal) => {
  const argon2 = await importOriginal<typeof Argon2>();
  return { ...argon2, verify: vi.fn(argon2.verify) };
});

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
    ['somebody who has one', hashPassword('her own secret'), 'not her secret'],
    ['nobody, or a bot, which has none', null, 'not her secret'],
    ['nobody, where it is the decoy’s own', null, 'nobody has this password'],
  ])('costs one verification with the same parameters for %s', async (_, passwordHash, password) => {
    const given = await passwordHash;
    vi.mocked(verify).mockClear();
    expect(await verifyPassword(given, password)).toBe(false);
    expect(vi.mocked(verify).mock.calls).toEqual([[expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/), password]]);
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
