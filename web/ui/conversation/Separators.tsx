import { useTranslation } from 'react-i18next';
import { dayTitle } from '../basics/dates';
import { useLanguage } from '../basics/useLanguage';

export function DaySeparator({ at, now }: { at: number; now: number }) {
  const language = useLanguage();
  return (
    <div className="flex justify-center py-3">
      <time
        dateTime={new Date(at).toISOString().slice(0, 10)}
        className="rounded-full bg-surface/85 px-3 py-1 text-xs font-medium text-muted shadow-soft"
      >
        {dayTitle(at, now, language)}
      </time>
    </div>
  );
}

export function ConversationStart() {
  const { t } = useTranslation();
  return (
    <div className="flex justify-center pt-2">
      <p className="max-w-[90%] rounded-2xl bg-surface/85 px-3 py-1 text-center text-xs text-muted shadow-soft">
        {t('conversation.start')}
      </p>
    </div>
  );
}

export function UnreadDivider() {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-3 py-3 text-xs font-semibold text-accent">
      <span aria-hidden className="h-px flex-1 bg-accent-line" />
      {t('message.unreadDivider')}
      <span aria-hidden className="h-px flex-1 bg-accent-line" />
    </div>
  );
}

/** A system message: "Ana added Bia". */
export function Notice({ text }: { text: string }) {
  return (
    <div className="flex justify-center py-1.5">
      <p className="max-w-[90%] rounded-2xl bg-surface/85 px-3 py-1 text-center text-xs text-muted shadow-soft break-anywhere">{text}</p>
    </div>
  );
}
