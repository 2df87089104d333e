import type { TFunction } from 'i18next';
import type { MessageFieldsFragment } from '../../generated/graphql';

/** What a system message tells, as a sentence in the viewer's language. Kinds that this version does not know get a plain one. */
export function noticeSentence(
  message: Pick<MessageFieldsFragment, 'kind' | 'notice'>,
  viewerId: string,
  t: TFunction,
  language: string,
): string {
  const { notice } = message;
  const someone = t('app.notice.someone');
  const actorIsViewer = notice?.actor?.id === viewerId;
  const actor = notice?.actor?.displayName ?? someone;
  const names = (notice?.subjects ?? []).map((subject) => (subject.id === viewerId ? t('app.notice.youObject') : subject.displayName));
  const subjects = names.length === 0 ? someone : new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
  const role = notice?.role ? t(`role.${notice.role}`) : '';
  const words = { actor, subjects, name: notice?.name ?? '', role };
  const who = actorIsViewer ? 'you' : 'other';
  switch (message.kind) {
    case 'GROUP_CREATED':
    case 'MEMBERS_ADDED':
    case 'MEMBER_JOINED':
    case 'MEMBER_LEFT':
    case 'MEMBER_REMOVED':
    case 'ROLE_CHANGED':
    case 'GROUP_RENAMED':
    case 'GROUP_PHOTO_CHANGED':
      return t(`app.notice.${message.kind}.${who}`, words);
    default:
      return t('app.notice.unknown');
  }
}
