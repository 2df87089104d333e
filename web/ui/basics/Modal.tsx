import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogChoice } from '../props';
import { classNames } from './classNames';
import { IconButton } from './IconButton';
import { returnFocus } from './returnFocus';

type Props = DialogChoice & {
  title: string;
  description?: string;
  children: ReactNode;
  footer?: ReactNode;
  /** There is nothing but text in it: the text takes the focus, so that keys can scroll it. */
  readOnly?: boolean;
};

/**
 * A dialog (its title is an h1, for everything around it is hidden while it is open): a sheet at the bottom of a phone, a card in the middle elsewhere. The backdrop is a plain element, not Radix's Overlay:
 * that one locks scrolling by an injected <style>, which our Content-Security-Policy refuses and our page (it never scrolls) does not need.
 */
export function Modal({ open, onOpenChange, title, description, children, footer, readOnly = false }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-50 animate-fade bg-[rgb(8_20_36/0.5)]" />
        <Dialog.Content
          aria-modal
          onCloseAutoFocus={returnFocus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-rise flex-col rounded-t-3xl bg-surface pb-[env(safe-area-inset-bottom)] shadow-lifted outline-none sm:inset-0 sm:m-auto sm:h-fit sm:max-h-[min(44rem,88dvh)] sm:w-[28rem] sm:rounded-3xl"
        >
          <header className="pt-4 pr-16 pb-3 pl-6">
            <div className="pt-1.5">
              <Dialog.Title asChild>
                <h1 className="text-lg leading-snug font-semibold break-anywhere">{title}</h1>
              </Dialog.Title>
              {description && <Dialog.Description className="mt-1 text-sm text-muted break-anywhere">{description}</Dialog.Description>}
            </div>
          </header>
          <div
            tabIndex={readOnly ? 0 : undefined}
            className={classNames(
              'flex min-h-0 flex-1 flex-col overflow-y-auto outline-offset-[-2px]',
              // The mark of the focus goes around it, not into its text.
              readOnly ? 'mx-3 mb-3 rounded-xl px-3 pt-2 pb-3' : 'px-6 pt-1 pb-6',
            )}
          >
            {children}
          </div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-6 py-4">{footer}</footer>}
          {/* Last, so that focus starts in the content. */}
          <Dialog.Close asChild>
            <IconButton label={t('ui.close')} icon={<X />} withTip={false} className="absolute top-4 right-3" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
