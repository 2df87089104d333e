import type { TFunction } from 'i18next';

const leastPassword = 8;

/** What is wrong with a new password, as far as can be seen without the server. */
export function findPasswordError(password: string, t: TFunction): string | undefined {
  if (!password) return t('auth.fillIn');
  return [...password].length < leastPassword ? t('auth.passwordHint') : undefined;
}
