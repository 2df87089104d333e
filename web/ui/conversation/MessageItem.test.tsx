import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { people, said } from '../gallery/samples';
import { UiProvider } from '../UiProvider';
import { MessageItem } from './MessageItem';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key, i18n: { language: 'en' } }) }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('where the browser gives no clipboard, as on plain http, copying says so', async () => {
  vi.stubGlobal('navigator', { ...navigator, userAgent: '', clipboard: undefined });
  const nothing = () => undefined;
  render(
    <UiProvider>
      <MessageItem
        row={said(people.bia, 0, 'take an umbrella')}
        kind="DIRECT"
        startsGroup
        endsGroup
        isTarget={false}
        quickEmoji={[]}
        onRetry={nothing}
        onDiscard={nothing}
        onEdit={nothing}
        onDelete={nothing}
        onReact={nothing}
        onReply={nothing}
        onReport={nothing}
        onPin={nothing}
        onAbout={nothing}
        onJumpTo={nothing}
      />
    </UiProvider>,
  );
  fireEvent.keyDown(screen.getByRole('article'), { key: 'Enter' });
  fireEvent.click(within(screen.getByRole('menu')).getByText('message.copy'));
  expect((await screen.findByRole('alert')).textContent).toBe('code.notCopied');
});
