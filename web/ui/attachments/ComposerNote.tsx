import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../basics/IconButton';

/** Above the field: why something that was asked for did not happen. It stays until it is put away. */
export function ComposerNote({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex items-center gap-3 border-b border-line py-1 pr-1.5 pl-4 text-sm text-danger">
      <CircleAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 py-1 break-anywhere">{text}</p>
      <IconButton label={t('ui.dismiss')} icon={<X />} onClick={onDismiss} withTip={false} />
    </div>
  );
}
