import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { JumpButtons } from './JumpButtons';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
afterEach(cleanup);

test('a button that goes while it has the focus says so, and no other', () => {
  const onFocusLost = vi.fn();
  const buttons = (unreadMentions: number) => (
    <JumpButtons
      unreadCount={0}
      unreadMentions={unreadMentions}
      onJump={() => undefined}
      onJumpToMention={() => undefined}
      onFocusLost={onFocusLost}
    />
  );
  const { rerender, unmount } = render(buttons(2));
  screen.getByRole('button', { name: 'mentions.jump' }).focus();
  rerender(buttons(1));
  expect(onFocusLost).not.toHaveBeenCalled();
  rerender(buttons(0));
  expect(onFocusLost).toHaveBeenCalledTimes(1);
  unmount();
  expect(onFocusLost).toHaveBeenCalledTimes(1);
});
