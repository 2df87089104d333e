import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { UiProvider } from '../UiProvider';
import type { MessageHit } from '../view';
import { PinnedPanel } from './PinnedPanel';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key, i18n: { language: 'en' } }) }));
afterEach(cleanup);

const hit = (id: string): MessageHit => ({
  id,
  conversationId: 'c1',
  seq: 1,
  kind: 'GROUP',
  title: 'Clouds',
  photoUrl: null,
  colorKey: 'c1',
  author: { id: 'bia', username: 'bia', displayName: 'Bia', photoUrl: null },
  own: false,
  text: id,
  files: [],
  at: 0,
});

function Pins() {
  const [hits, setHits] = useState([hit('one'), hit('two'), hit('three')]);
  const onUnpin = (gone: MessageHit) => setHits((before) => before.filter(({ id }) => id !== gone.id));
  const nothing = () => undefined;
  return (
    <UiProvider>
      <PinnedPanel
        {...{ hits, onUnpin }}
        loading={false}
        error={null}
        onRetryLoad={nothing}
        hrefOf={({ id }) => `/${id}`}
        onOpenHit={nothing}
        onClose={nothing}
      />
    </UiProvider>
  );
}

test('whoever unpins is at the next pin, then at the one before, and at last in the panel', () => {
  const { container } = render(<Pins />);
  const unpin = (place: number) => {
    const button = screen.getAllByRole('button', { name: 'pins.unpin' })[place];
    button?.focus();
    if (button) fireEvent.click(button);
    return document.activeElement;
  };
  expect(unpin(1)?.getAttribute('href')).toBe('/three');
  expect(unpin(1)?.getAttribute('href')).toBe('/one');
  expect(unpin(0)).toBe(container.querySelector('[data-pins]'));
});
