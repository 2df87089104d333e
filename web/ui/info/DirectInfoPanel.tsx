import { Ban, Flag, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { Button } from '../basics/Button';
import { PresenceDot } from '../basics/PresenceDot';
import type { DirectInfoPanelProps } from '../props';
import { PanelHeader } from './PanelHeader';
import { SharedFilesRow } from './SharedFilesRow';

export function DirectInfoPanel({ person, about, presence, presenceMark, blocking, onReport, onFiles, onClose }: DirectInfoPanelProps) {
  const { t } = useTranslation();
  return (
    <>
      <PanelHeader title={t('info.person')} onClose={onClose} />
      <div className="flex flex-1 flex-col items-center overflow-y-auto px-6 py-8 text-center">
        <span className="relative">
          <Avatar size="huge" name={person.displayName} photoUrl={person.photoUrl} colorKey={person.id} />
          <PresenceDot mark={presenceMark} className="right-1.5! bottom-1.5! size-5! p-[3px]!" />
        </span>
        <h3 className="mt-4 max-w-full text-xl font-semibold break-anywhere">
          <bdi>{person.displayName}</bdi>
        </h3>
        {person.username && <p className="max-w-full text-muted break-anywhere">@{person.username}</p>}
        {presence && <p className="mt-1 text-sm text-muted">{presence}</p>}
        {about && (
          <section className="mt-6 w-full rounded-2xl bg-sunken p-4 text-left">
            <h3 className="text-xs font-medium text-muted">{t('profile.about')}</h3>
            <p className="mt-1 whitespace-pre-line break-anywhere">{about}</p>
          </section>
        )}
        <SharedFilesRow onOpen={onFiles} />
        {blocking?.blocked && (
          <p className="mt-6 w-full rounded-2xl bg-sunken p-4 text-left text-sm">{t('block.blockedNote', { name: person.displayName })}</p>
        )}
        <div className="mt-6 flex w-full flex-col gap-1">
          {onReport && (
            <Button tone="warning" className="w-full" onClick={onReport}>
              <Flag aria-hidden className="size-4" />
              {t('report.action')}
            </Button>
          )}
          {blocking && !blocking.blocked && (
            <Button tone="warning" className="w-full" onClick={blocking.onBlock}>
              <Ban aria-hidden className="size-4" />
              {t('block.block')}
            </Button>
          )}
          {blocking?.blocked && (
            <Button tone="plain" className="w-full" pending={blocking.pending} onClick={blocking.onUnblock}>
              <RotateCcw aria-hidden className="size-4" />
              {t('block.unblock')}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}
