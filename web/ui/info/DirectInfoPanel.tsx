import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import type { DirectInfoPanelProps } from '../props';
import { PanelHeader } from './PanelHeader';

export function DirectInfoPanel({ person, about, onClose }: DirectInfoPanelProps) {
  const { t } = useTranslation();
  return (
    <>
      <PanelHeader title={t('info.person')} onClose={onClose} />
      <div className="flex flex-1 flex-col items-center overflow-y-auto px-6 py-8 text-center">
        <Avatar size="huge" name={person.displayName} photoUrl={person.photoUrl} colorKey={person.id} />
        <h3 className="mt-4 max-w-full text-xl font-semibold break-anywhere">
          <bdi>{person.displayName}</bdi>
        </h3>
        <p className="max-w-full text-muted break-anywhere">@{person.username}</p>
        {about && (
          <section className="mt-6 w-full rounded-2xl bg-sunken p-4 text-left">
            <h3 className="text-xs font-medium text-muted">{t('profile.about')}</h3>
            <p className="mt-1 whitespace-pre-line break-anywhere">{about}</p>
          </section>
        )}
      </div>
    </>
  );
}
