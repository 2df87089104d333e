import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { ComposerProps } from '../props';
import { UiProvider } from '../UiProvider';
import { Composer } from './Composer';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key, i18n: { language: 'en' } }) }));
afterEach(cleanup);

const nothing = () => undefined;
const props: ComposerProps = {
  draft: '',
  onDraft: nothing,
  onSend: nothing,
  editing: null,
  onCancelEdit: nothing,
  replying: null,
  onCancelReply: nothing,
  files: [],
  onAddFiles: nothing,
  onRemoveFile: nothing,
  onKeepVoice: () => ({ key: 'f1', kept: Promise.resolve(true) }),
  onSendVoice: () => true,
  onUnsavedVoice: nothing,
  mentions: null,
  onEditLast: nothing,
  disabledReason: null,
  maxLength: 8_000,
  autoFocus: true,
};
const quote = (seq: number, text: string) => ({ seq, authorName: 'Bia', text, files: [] });
const shown = (changes: Partial<ComposerProps> = {}) => (
  <UiProvider>
    <button type="button">elsewhere</button>
    <Composer {...props} {...changes} />
  </UiProvider>
);

test('a reply brings the focus to the field, and what becomes of the quoted message does not', () => {
  const { rerender } = render(shown());
  const elsewhere = screen.getByRole('button', { name: 'elsewhere' });
  const field = screen.getByRole('textbox');
  expect(document.activeElement).toBe(field);
  elsewhere.focus();
  rerender(shown({ replying: quote(3, 'rain') }));
  expect(document.activeElement).toBe(field);
  elsewhere.focus();
  rerender(shown({ replying: quote(3, 'rain, edited') }));
  rerender(shown());
  expect(document.activeElement).toBe(elsewhere);
  rerender(shown({ replying: quote(4, 'sun') }));
  expect(document.activeElement).toBe(field);
});

test('whoever cancels a reply writes on', () => {
  render(shown({ replying: quote(3, 'rain') }));
  const cancel = screen.getByRole('button', { name: 'composer.cancelReply' });
  cancel.focus();
  fireEvent.click(cancel);
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});
