import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../basics/IconButton';

export function PanelHeader({ title, onClose }: { title: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <header className="flex h-16 shrink-0 items-center gap-2 border-b border-line px-3">
      <IconButton label={t('ui.close')} icon={<X />} onClick={onClose} />
      <h2 className="min-w-0 truncate text-base font-semibold">{title}</h2>
    </header>
  );
}
