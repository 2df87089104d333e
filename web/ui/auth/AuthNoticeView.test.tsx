import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { AuthNoticeView } from './AuthNoticeView';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key, i18n: { language: 'en' } }) }));
afterEach(cleanup);

const view = (mood: 'waiting' | 'done', title: string) => (
  <AuthNoticeView mood={mood} title={title} text="What follows from it" links={[]} language="en" onLanguage={() => undefined} />
);
const focused = () => document.activeElement?.textContent;

test('an outcome has the focus, and is read with what it means; waiting takes it from nobody', () => {
  const { rerender } = render(view('waiting', 'A moment'));
  expect(document.activeElement).toBe(document.body);
  rerender(view('done', 'It is done'));
  expect(focused()).toBe('It is done');
  const describedBy = screen.getByRole('heading', { name: 'It is done' }).getAttribute('aria-describedby');
  expect(document.getElementById(describedBy ?? '')?.textContent).toBe('What follows from it');
});

test('another language does not take the focus away from the choice of it', () => {
  const { rerender } = render(view('done', 'It is done'));
  (document.activeElement as HTMLElement).blur();
  rerender(view('done', 'Pronto'));
  expect(document.activeElement).toBe(document.body);
});
