import type { TFunction } from 'i18next';
import type { Refusal } from '../../apollo/refusal';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';

/** Why these people were not brought into a group: where the viewer has blocked some, who they are. Who has blocked the viewer is not told. */
export function addingSentence(refusal: Refusal | null, people: readonly Person[], t: TFunction, language: string): string {
  if (refusal?.code !== 'FORBIDDEN' || refusal.reason !== 'CANNOT_ADD') return refusalSentence(refusal, t);
  const blocked = people.filter(({ id }) => refusal.blockedUserIds.includes(id)).map(({ displayName }) => displayName);
  if (blocked.length > 0) {
    const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(blocked);
    return t('people.addingBlocked', { names, count: blocked.length });
  }
  // With one person, the sentence about several would read oddly.
  return t('people.cannotAdd', { count: people.length });
}
