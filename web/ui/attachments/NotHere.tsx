import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** In the place of what could not be loaded. It comes late: mostly a fresh address is there sooner. */
export function NotHere({ icon }: { icon: ReactNode }) {
  const { t } = useTranslation();
  return (
    <span className="flex size-full animate-fade flex-col items-center justify-center gap-1 p-2 text-center text-xs opacity-80 [animation-delay:700ms] [animation-fill-mode:both] [&_svg]:size-6">
      {icon}
      <span className="line-clamp-2 break-anywhere">{t('files.notHere')}</span>
    </span>
  );
}
