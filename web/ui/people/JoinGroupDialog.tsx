import { useTranslation } from 'react-i18next';
import { InviteCard } from '../basics/InviteCard';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { Modal } from '../basics/Modal';
import { PeopleSkeleton } from '../basics/Skeletons';
import type { JoinGroupDialogProps } from '../props';

/** What an invite leads to, for who is signed in. Without `group` and `onRetry` there is no way in, and `error` says why. */
export function JoinGroupDialog({ open, onOpenChange, group, loading, error, onJoin, onRetry, pending }: JoinGroupDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={t(group || loading ? 'invite.title' : 'invite.deadTitle')}
      footer={
        group ? (
          <Button onClick={onJoin} pending={pending}>
            {t('invite.join')}
          </Button>
        ) : (
          <>
            {onRetry && (
              <Button tone="quiet" onClick={onRetry}>
                {t('ui.tryAgain')}
              </Button>
            )}
            {!loading && <Button onClick={() => onOpenChange(false)}>{t('ui.close')}</Button>}
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {loading && <PeopleSkeleton count={1} />}
        {group && <InviteCard group={group} />}
        {group && <p className="text-sm text-muted">{t('invite.joinText')}</p>}
        <ErrorNote text={error} />
      </div>
    </Modal>
  );
}
