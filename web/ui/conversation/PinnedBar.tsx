import { List, Pin } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../basics/IconButton';
import type { MessageHit } from '../view';
import { quoteWords } from './rowWords';

type Props = {
  /** Newest pin first. */
  pins: MessageHit[];
  onJumpTo: (seq: number) => void;
  onShowAll: () => void;
};

/** Under the header: a press goes to the pinned message, the next press to the pin before it. */
export const PinnedBar = memo(function PinnedBar({ pins, onJumpTo, onShowAll }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(0);
  const place = wanted < pins.length ? wanted : 0;
  const pin = pins[place];
  if (!pin) return null;
  const text = quoteWords(pin, t);
  const title = pins.length === 1 ? t('pins.one') : t('pins.place', { place: place + 1, count: pins.length });
  return (
    <section aria-label={t('pins.bar')} className="z-10 flex shrink-0 items-center gap-1 border-b border-line bg-surface pr-2 md:pr-4">
      <button
        type="button"
        aria-label={`${title}: ${text}`}
        onClick={() => {
          onJumpTo(pin.seq);
          setWanted((place + 1) % pins.length);
        }}
        className="flex min-h-12 min-w-0 flex-1 items-center gap-3 py-1.5 pl-4 text-left outline-offset-[-2px] transition-colors hover:bg-hover md:pl-6"
      >
        <Pin aria-hidden className="size-4 shrink-0 text-accent" />
        <span className="min-w-0 flex-1 border-l-2 border-accent pl-2.5">
          <span className="block truncate text-xs leading-4 font-semibold text-accent">{title}</span>
          <bdi className="block truncate text-sm leading-5">{text}</bdi>
        </span>
      </button>
      <IconButton label={t('pins.all')} icon={<List />} onClick={onShowAll} />
    </section>
  );
});
