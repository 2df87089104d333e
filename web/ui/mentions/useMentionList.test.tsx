import { act, cleanup, renderHook } from '@testing-library/react';
import type { KeyboardEvent } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Person } from '../view';
import { useMentionList } from './useMentionList';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
afterEach(cleanup);

const person = (username: string): Person => ({ id: `id-${username}`, username, displayName: username, photoUrl: null });

/** The list for what is written while people come in. */
function openList(people: Person[], written = '@mar') {
  const field = document.createElement('textarea');
  field.value = written;
  field.setSelectionRange(written.length, written.length);
  const onDraft = vi.fn();
  const { result, rerender } = renderHook(
    (known: Person[]) =>
      useMentionList({
        field: { current: field },
        draft: field.value,
        onDraft,
        choice: { people: known, everyone: true, note: null, onQuery: () => undefined },
      }),
    { initialProps: people },
  );
  act(() => result.current.noteCaret(field));
  const press = (key: string) => {
    const event = { key, preventDefault: () => undefined, stopPropagation: () => undefined } as KeyboardEvent;
    act(() => void result.current.handleKey(event));
  };
  const names = () => result.current.list?.options.map((option) => (option.kind === 'person' ? option.person.username : 'everyone'));
  return { names, rerender, press, onDraft };
}

test('whoever the server finds later goes below, and Enter takes who stood there', () => {
  const { names, rerender, press, onDraft } = openList([person('marta'), person('marcos')]);
  rerender([person('mar'), person('marcela'), person('marcos'), person('marta')]);
  expect(names()).toEqual(['marta', 'marcos', 'mar', 'marcela']);
  press('Enter');
  expect(onDraft).toHaveBeenCalledWith('@marta ');
});

test('who was moved to stays chosen when somebody above is gone', () => {
  const { names, rerender, press, onDraft } = openList([person('marta'), person('marcos'), person('maria')]);
  press('ArrowDown');
  rerender([person('maria'), person('marcos')]);
  expect(names()).toEqual(['marcos', 'maria']);
  press('Tab');
  expect(onDraft).toHaveBeenCalledWith('@marcos ');
});

test('never more than eight are offered, and none that stood there gives way', () => {
  const first = Array.from({ length: 8 }, (_, index) => person(`marx${index}`));
  const { names, rerender } = openList(first);
  rerender([person('mar'), ...first]);
  expect(names()).toEqual(first.map(({ username }) => username));
});

test('everyone is the last of those that show, and stays there', () => {
  const first = Array.from({ length: 9 }, (_, index) => person(`e${index}`));
  const { names, rerender } = openList(first, '@e');
  const shown = [...first.slice(0, 7).map(({ username }) => username), 'everyone'];
  expect(names()).toEqual(shown);
  rerender([person('e'), ...first]);
  expect(names()).toEqual(shown);
});
