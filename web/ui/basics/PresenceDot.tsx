import { useTranslation } from 'react-i18next';
import type { PresenceMark } from '../view';
import { classNames } from './classNames';

type Props = { mark: PresenceMark | null; className?: string };

/** On the corner of a portrait: full for who is online, a ring for who is away, so that it is not told by its colour alone. */
export function PresenceDot({ mark, className }: Props) {
  const { t } = useTranslation();
  if (!mark) return null;
  return (
    <span
      role="img"
      aria-label={t(`presence.${mark}`)}
      className={classNames('absolute right-0 bottom-0 size-3.5 rounded-full bg-surface p-0.5', className)}
    >
      <span
        className={classNames('block size-full rounded-full', mark === 'online' ? 'bg-success' : 'border-2 border-muted bg-transparent')}
      />
    </span>
  );
}
