import { useEffect, useId, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { foldText } from '../basics/foldText';
import type { MentionChoice } from '../props';
import type { Person } from '../view';
import { insertMention, mentionAtCaret } from './caretMention';
import { keepPlaces } from './keepPlaces';
import { everyoneName } from './mentionNames';
import { mostOffered, rankPeople } from './rankPeople';

export type MentionOption = { kind: 'person'; person: Person } | { kind: 'everyone' };

type Input = {
  field: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  onDraft: (draft: string) => void;
  /** null: nobody is mentioned here. */
  choice: MentionChoice | null;
};

const nameOf = (option: MentionOption) => (option.kind === 'person' ? option.person.username : everyoneName);

type Shown = { query: string | null; names: readonly string[]; activeName: string | null };

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Completes an @ that is being written. `handleKey` answers whether the key was the list's. */
export function useMentionList({ field, draft, onDraft, choice }: Input) {
  const { t } = useTranslation();
  const id = useId();
  const [caret, setCaret] = useState<number | null>(null);
  /** Where the @ stands whose list was put away. */
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  /** In which order they stand for the query since they were first shown, and who was moved to. */
  const [shown, setShown] = useState<Shown>({ query: null, names: [], activeName: null });

  const mention = choice && caret !== null ? mentionAtCaret(draft, caret) : null;
  const query = mention && mention.from !== dismissedAt ? mention.query : null;
  const known: Shown = shown.query === query ? shown : { query, names: [], activeName: null };
  const found = choice && query !== null ? optionsFor(choice, query, foldText(t('mentions.everyoneWord'))) : [];
  const matching = keepPlaces(found, known.names, nameOf).slice(0, mostOffered);
  const names = matching.map(nameOf);
  if (known !== shown || names.join() !== known.names.join()) setShown({ ...known, names });
  // Whoever has written a whole name wants to go on, or to send.
  const options = matching.length === 1 && matching.every((option) => nameOf(option) === query?.toLowerCase()) ? [] : matching;
  const active = Math.max(
    0,
    options.findIndex((option) => nameOf(option) === known.activeName),
  );
  const isOpen = options.length > 0;
  const onQuery = choice?.onQuery;
  useEffect(() => onQuery?.(query ?? ''), [onQuery, query]);

  const optionId = (index: number) => `${id}-${index}`;
  const move = (index: number) => setShown({ query, names, activeName: names[index] ?? null });

  function choose(option: MentionOption): void {
    if (!mention) return;
    const next = insertMention(draft, mention, nameOf(option));
    onDraft(next.text);
    setCaret(null);
    requestAnimationFrame(() => {
      field.current?.focus({ preventScroll: true });
      field.current?.setSelectionRange(next.caret, next.caret);
    });
  }

  /** Call it whenever the text or the selection changes, and with null when the field is left. */
  function noteCaret(element: HTMLTextAreaElement | null): void {
    const next = element && element.selectionStart === element.selectionEnd ? element.selectionStart : null;
    // The same again would have it drawn once more.
    if (next !== caret) setCaret(next);
    if (dismissedAt === null) return;
    const current = element && next !== null ? mentionAtCaret(element.value, next) : null;
    if (current?.from !== dismissedAt) setDismissedAt(null);
  }

  function handleKey(event: KeyboardEvent): boolean {
    const chosen = options[active];
    if (!chosen || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const step = steps[event.key];
    if (step !== undefined) move((active + step + options.length) % options.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen);
    else if (event.key === 'Escape') setDismissedAt(mention?.from ?? null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    noteCaret,
    handleKey,
    /** For the field: it is a text field of several lines, and says by these that a list belongs to it. */
    fieldProps: choice
      ? ({
          'aria-autocomplete': 'list',
          'aria-haspopup': 'listbox',
          'aria-controls': isOpen ? id : undefined,
          'aria-activedescendant': isOpen ? optionId(active) : undefined,
        } as const)
      : {},
    list: isOpen ? { id, options, active, optionId, note: choice?.note ?? null, onActive: move, onChoose: choose } : null,
  };
}

/** All that fit, the best first. Everyone is offered by that name too, in the language of the screen, and is the last of those that show. */
function optionsFor({ people, everyone }: MentionChoice, query: string, everyoneWord: string): MentionOption[] {
  const wanted = foldText(query);
  const offersEveryone = everyone && (everyoneName.startsWith(wanted) || everyoneWord.startsWith(wanted));
  const persons = rankPeople(people, query, Infinity).map((person) => ({ kind: 'person', person }) as const);
  const before = mostOffered - 1;
  return offersEveryone ? [...persons.slice(0, before), { kind: 'everyone' }, ...persons.slice(before)] : persons;
}
