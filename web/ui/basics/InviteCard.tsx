import { useTranslation } from 'react-i18next';
import { Avatar } from './Avatar';
import type { InviteFace } from '../view';

/** What somebody who holds an invite sees of the group before joining. */
export function InviteCard({ group }: { group: InviteFace }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-4 rounded-2xl bg-sunken p-4">
      <Avatar size="large" name={group.name} photoUrl={group.photoUrl} colorKey={group.name} group />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-3 text-lg leading-snug font-semibold break-anywhere">
          <bdi>{group.name}</bdi>
        </p>
        <p className="text-sm text-muted">{t('info.memberCount', { count: group.memberCount })}</p>
      </div>
    </div>
  );
}
