import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ToasterProps } from '../props';
import { IconButton } from './IconButton';

const icons = { info: Info, success: CircleCheck, danger: CircleAlert };
const tints = { info: 'text-accent', success: 'text-success', danger: 'text-danger' };

/** The container decides when a toast goes; none vanishes while it is being read without its say. */
export function Toaster({ toasts, onDismiss }: ToasterProps) {
  const { t } = useTranslation();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-3 bottom-[calc(5.5rem+env(safe-area-inset-bottom))] z-60 flex flex-col items-center gap-2"
    >
      {toasts.map(({ id, tone, text, action }) => {
        const Icon = icons[tone];
        return (
          <div
            key={id}
            className="pointer-events-auto flex w-fit max-w-full animate-rise items-center gap-3 rounded-2xl border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-lifted sm:max-w-md"
          >
            <Icon aria-hidden className={`size-5 shrink-0 ${tints[tone]}`} />
            <p className="min-w-0 flex-1 py-1.5 text-sm break-anywhere">{text}</p>
            {action && (
              <button
                type="button"
                onClick={action.onAction}
                className="min-h-10 shrink-0 rounded-full px-3 text-sm font-semibold text-accent hover:bg-accent-soft"
              >
                {action.label}
              </button>
            )}
            <IconButton label={t('ui.dismiss')} icon={<X />} onClick={() => onDismiss(id)} withTip={false} />
          </div>
        );
      })}
    </div>
  );
}
