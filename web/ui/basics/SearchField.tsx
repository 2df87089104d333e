import { Search, X } from 'lucide-react';
import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './IconButton';

type Props = {
  label: string;
  query: string;
  onQuery: (query: string) => void;
  autoFocus?: boolean;
  /** A name of its own, where the page has another search beside it. */
  landmark?: string;
  /** For who gives it the focus. */
  field?: RefObject<HTMLInputElement | null>;
};

export function SearchField({ label, query, onQuery, autoFocus = false, landmark, field }: Props) {
  const { t } = useTranslation();
  const own = useRef<HTMLInputElement>(null);
  const input = field ?? own;

  // The first Escape empties the field; only the next one closes the dialog around it, which listens at the document and would hear of it first.
  useEffect(() => {
    if (query === '') return;
    const emptyField = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.target !== input.current) return;
      event.preventDefault();
      event.stopPropagation();
      onQuery('');
    };
    addEventListener('keydown', emptyField, { capture: true });
    return () => removeEventListener('keydown', emptyField, { capture: true });
  }, [query, onQuery, input]);

  return (
    <div role="search" aria-label={landmark} className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3.5 size-[1.125rem] -translate-y-1/2 text-muted" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        autoFocus={autoFocus}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        className="h-11 w-full rounded-full border border-transparent bg-sunken pr-11 pl-10 text-base text-ellipsis placeholder:text-muted hover:border-line focus:border-accent focus:bg-surface focus:outline-2 focus:outline-offset-0 focus:outline-accent md:text-[0.9375rem]"
      />
      {query !== '' && (
        <span className="absolute inset-y-0 right-0.5 flex items-center">
          <IconButton
            label={t('ui.clearSearch')}
            icon={<X />}
            withTip={false}
            onClick={() => {
              onQuery('');
              input.current?.focus();
            }}
          />
        </span>
      )}
    </div>
  );
}
