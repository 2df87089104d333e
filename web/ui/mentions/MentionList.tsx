import { AtSign } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { classNames } from '../basics/classNames';
import { everyoneName } from './mentionNames';
import type { MentionOption } from './useMentionList';

type Props = {
  id: string;
  options: readonly MentionOption[];
  active: number;
  optionId: (index: number) => string;
  /** More could be found with a line. */
  note: string | null;
  onActive: (index: number) => void;
  onChoose: (option: MentionOption) => void;
};

/** Who may be meant by the @ that is being written, above the field. The focus stays in the field, which names the active option. */
export function MentionList({ id, options, active, optionId, note, onActive, onChoose }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // A press here leaves the focus, and on a phone the keyboard, where they are.
    <div
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      className="absolute inset-x-2 bottom-full z-20 mb-2 max-w-[26rem] animate-appear overflow-hidden rounded-2xl border border-line bg-raised shadow-lifted md:inset-x-5"
    >
      <ul ref={list} id={id} role="listbox" aria-label={t('mentions.list')} className="max-h-[min(24rem,45dvh)] overflow-y-auto p-1.5">
        {options.map((option, index) => (
          <li
            key={option.kind === 'person' ? option.person.id : everyoneName}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            onPointerMove={() => index !== active && onActive(index)}
            onClick={() => onChoose(option)}
            className={classNames(
              'flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-2.5',
              index === active && 'bg-accent-soft',
            )}
          >
            {option.kind === 'person' ? (
              <>
                <Avatar size="small" name={option.person.displayName} photoUrl={option.person.photoUrl} colorKey={option.person.id} />
                <span className="flex min-w-0 flex-1 items-baseline gap-2">
                  <bdi className="truncate font-medium">{option.person.displayName}</bdi>
                  <span className="min-w-0 shrink-[4] truncate text-sm text-muted">@{option.person.username}</span>
                </span>
              </>
            ) : (
              <>
                <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-found text-found-ink">
                  <AtSign aria-hidden className="size-4.5" />
                </span>
                <span className="flex min-w-0 flex-1 items-baseline gap-2">
                  <span className="shrink-0 font-medium">@{everyoneName}</span>
                  <span className="min-w-0 truncate text-sm text-muted">{t('mentions.everyone')}</span>
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      {note && <p className="border-t border-line px-4 py-2 text-sm text-muted">{note}</p>}
      <p role="status" className="sr-only">
        {t('mentions.found', { count: options.length })}
      </p>
    </div>
  );
}
