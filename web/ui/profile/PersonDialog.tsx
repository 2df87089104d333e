import { MessageCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { Button } from '../basics/Button';
import { Modal } from '../basics/Modal';
import { PresenceDot } from '../basics/PresenceDot';
import type { PersonDialogProps } from '../props';

/** Who somebody is, and a way to write to them. */
export function PersonDialog({ person, about, presence, presenceMark, onMessage, pending, onClose }: PersonDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={t('info.person')}>
      <div className="flex flex-col items-center text-center">
        <span className="relative">
          <Avatar size="huge" name={person.displayName} photoUrl={person.photoUrl} colorKey={person.id} />
          <PresenceDot mark={presenceMark} className="right-1.5! bottom-1.5! size-5! p-[3px]!" />
        </span>
        <p className="mt-4 max-w-full text-xl font-semibold break-anywhere">
          <bdi>{person.displayName}</bdi>
        </p>
        {person.username && <p className="max-w-full text-muted break-anywhere">@{person.username}</p>}
        {presence && <p className="mt-1 text-sm text-muted">{presence}</p>}
        {about && (
          <section className="mt-5 w-full rounded-2xl bg-sunken p-4 text-left">
            <h2 className="text-xs font-medium text-muted">{t('profile.about')}</h2>
            <p dir="auto" className="mt-1 whitespace-pre-line break-anywhere">
              {about}
            </p>
          </section>
        )}
        {onMessage && (
          <Button className="mt-5 w-full" pending={pending} onClick={onMessage}>
            <MessageCircle aria-hidden className="size-4" />
            {t('mentions.message')}
          </Button>
        )}
      </div>
    </Modal>
  );
}
