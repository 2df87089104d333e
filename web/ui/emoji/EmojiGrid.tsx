import { memo, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmojiGroup } from './emojiGroups';

const columns = 7;
const rowRem = 2.5;

/** Where an arrow key leads in a wrapping grid; null for other keys. */
export function nextIndex(key: string, index: number, count: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (step !== undefined) return Math.min(count - 1, Math.max(0, index + step));
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

type Props = { groups: readonly EmojiGroup[]; onPick: (emoji: string) => void; box: RefObject<HTMLDivElement | null> };

/** Emoji in titled groups; one tab stop, arrows move. Screen readers speak each emoji's own name. */
export function EmojiGrid({ groups, onPick, box }: Props) {
  const [focused, setFocused] = useState<string | undefined>(undefined);
  const first = groups[0]?.emoji[0]?.sign;
  const stop = groups.some(({ emoji }) => emoji.some(({ sign }) => sign === focused)) ? focused : first;

  const moveFocus = (event: KeyboardEvent) => {
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])];
    const next = nextIndex(event.key, buttons.indexOf(event.target as HTMLButtonElement), buttons.length);
    if (next === null) return;
    event.preventDefault();
    buttons[next]?.focus();
  };

  return (
    <div
      ref={box}
      onKeyDown={moveFocus}
      onFocus={(event) => setFocused(event.target.dataset['sign'])}
      onClick={(event) => {
        const { sign } = (event.target as Element).closest('button')?.dataset ?? {};
        if (sign !== undefined) onPick(sign);
      }}
      className="h-64 overflow-y-auto overscroll-contain px-2 pb-2"
    >
      {groups.map((group) => (
        <Group key={group.name} group={group} stop={group.emoji.some(({ sign }) => sign === stop) ? stop : undefined} />
      ))}
    </div>
  );
}

/** Hundreds of buttons: it is drawn when it comes into sight, and again only where the tab stop comes or goes. */
const Group = memo(function Group({ group: { name, emoji }, stop }: { group: EmojiGroup; stop: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t(`emoji.${name}`)} data-group={name}>
      <p aria-hidden className="sticky top-0 z-1 bg-raised px-1.5 pt-2 pb-1 text-xs font-medium text-muted">
        {t(`emoji.${name}`)}
      </p>
      <div
        className="grid grid-cols-7 [content-visibility:auto]"
        style={{ containIntrinsicHeight: `${Math.ceil(emoji.length / columns) * rowRem}rem` }}
      >
        {emoji.map(({ sign, label }) => (
          <button
            key={sign}
            type="button"
            data-sign={sign}
            title={label}
            tabIndex={sign === stop ? 0 : -1}
            className="flex size-10 items-center justify-center rounded-xl text-2xl leading-none transition-transform hover:bg-hover focus-visible:outline-offset-[-2px] active:scale-90"
          >
            {sign}
          </button>
        ))}
      </div>
    </div>
  );
});
