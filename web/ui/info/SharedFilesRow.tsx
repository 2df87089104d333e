import { ChevronRight, Images } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Leads to everything that was shared in a conversation. */
export function SharedFilesRow({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      onClick={onOpen}
      className="mt-5 flex min-h-13 w-full items-center gap-3 rounded-2xl bg-sunken px-4 py-2 text-left text-sm font-medium transition-colors hover:bg-hover"
    >
      <Images aria-hidden className="size-5 shrink-0 text-accent" />
      <span className="min-w-0 flex-1">{t('gallery.open')}</span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </button>
  );
}
