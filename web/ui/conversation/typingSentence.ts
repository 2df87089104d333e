import type { TFunction } from 'i18next';

/** "Ana is typing", "Ana and Bia are typing", "Ana and 2 others are typing"; '' when nobody is. */
export function typingSentence(names: readonly string[], t: TFunction): string {
  const [first, second] = names;
  if (first === undefined) return '';
  if (second === undefined) return t('typing.one', { name: first });
  if (names.length === 2) return t('typing.two', { name: first, other: second });
  return t('typing.many', { name: first, count: names.length - 1 });
}
