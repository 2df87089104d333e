import type { TFunction } from 'i18next';
import type { PersonPresence } from '../../live/presence-people';
import { momentOf } from '../../ui/basics/dates';
import type { PresenceMark } from '../../ui/view';

export function markOf(presence: PersonPresence | undefined): PresenceMark | null {
  if (presence?.status === 'ONLINE') return 'online';
  return presence?.status === 'AWAY' ? 'away' : null;
}

/** "online", "away", "last seen 14:02"; null where nothing is known, or it is hidden. */
export function presenceSentence(presence: PersonPresence | undefined, now: number, t: TFunction, language: string): string | null {
  const mark = markOf(presence);
  if (mark) return t(`presence.${mark}`);
  if (!presence || presence.lastSeenAt === null) return null;
  return t('presence.lastSeen', { time: momentOf(presence.lastSeenAt, now, language) });
}
