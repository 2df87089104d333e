import { AlertDialog } from 'radix-ui';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfirmDialogProps } from '../props';
import { Button } from './Button';
import { returnFocus } from './returnFocus';

/** A question before something that cannot be taken back. Focus starts on the harmless answer. */
export const ConfirmDialog = memo(function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, text, confirmLabel, danger, pending = false, onConfirm, onCancel } = props;
  const { t } = useTranslation();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal>
        <div className="fixed inset-0 z-50 animate-fade bg-[rgb(8_20_36/0.5)]" />
        <AlertDialog.Content
          aria-modal
          onCloseAutoFocus={returnFocus}
          className="fixed inset-0 z-50 m-auto h-fit max-h-[88dvh] w-[min(24rem,calc(100vw-2rem))] animate-appear overflow-y-auto rounded-3xl bg-surface p-6 shadow-lifted outline-none"
        >
          <AlertDialog.Title asChild>
            <h1 className="text-lg leading-snug font-semibold break-anywhere">{title}</h1>
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-muted break-anywhere">{text}</AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-3">
            <AlertDialog.Cancel asChild>
              <Button tone="quiet">{t('ui.cancel')}</Button>
            </AlertDialog.Cancel>
            <Button tone={danger ? 'danger' : 'primary'} pending={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
});
