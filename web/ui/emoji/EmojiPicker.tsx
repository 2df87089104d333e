import { Cat, Flag, Hand, Heart, Lightbulb, Pizza, Plane, Smile, Volleyball, type LucideIcon } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../basics/SearchField';
import { useMediaQuery } from '../basics/useMediaQuery';
import { EmojiGrid } from './EmojiGrid';
import { findEmoji, type EmojiGroup, type EmojiGroupName } from './emojiGroups';

const icons: Record<EmojiGroupName, LucideIcon> = {
  smileys: Smile,
  people: Hand,
  nature: Cat,
  food: Pizza,
  travel: Plane,
  activities: Volleyball,
  objects: Lightbulb,
  symbols: Heart,
  flags: Flag,
};

type Props = { groups: readonly EmojiGroup[]; onPick: (emoji: string) => void };

/** All emoji there are, to look for by name or to leaf through. Enter in the field takes the first that was found, the arrow down goes to it. */
export function EmojiPicker({ groups, onPick }: Props) {
  const { t } = useTranslation();
  // Where it would bring a keyboard over half of the screen, the field waits for a finger.
  const isTouched = useMediaQuery('(pointer: coarse)');
  const [query, setQuery] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(() => (query.trim() === '' ? groups : findEmoji(groups, query)), [groups, query]);
  // It opens with what is seen first; the rest is drawn after that.
  const shown = useDeferredValue(found, groups.slice(0, 1));

  const leaveField = (event: KeyboardEvent) => {
    const first = found[0]?.emoji[0];
    if (!first || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && query.trim() !== '') onPick(first.sign);
    else if (event.key === 'ArrowDown') box.current?.querySelector('button')?.focus();
    else return;
    event.preventDefault();
  };

  return (
    <div className="w-74">
      <div onKeyDown={leaveField} className="px-2 pt-2 pb-1">
        <SearchField label={t('emoji.search')} landmark={t('emoji.search')} query={query} onQuery={setQuery} autoFocus={!isTouched} />
      </div>
      {query.trim() === '' && (
        <div role="group" aria-label={t('emoji.groups')} className="grid grid-cols-9 px-2">
          {groups.map(({ name }) => {
            const Icon = icons[name];
            return (
              <button
                key={name}
                type="button"
                aria-label={t(`emoji.${name}`)}
                title={t(`emoji.${name}`)}
                onClick={() => box.current?.querySelector(`[data-group="${name}"]`)?.scrollIntoView({ block: 'start' })}
                className="flex h-9 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink focus-visible:outline-offset-[-2px]"
              >
                <Icon aria-hidden className="size-4.5" />
              </button>
            );
          })}
        </div>
      )}
      {found.length === 0 && (
        <p role="status" className="flex h-64 items-center justify-center px-6 text-center text-sm text-muted">
          {t('emoji.none')}
        </p>
      )}
      {found.length > 0 && <EmojiGrid groups={shown} onPick={onPick} box={box} />}
    </div>
  );
}
