import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, useNavigate } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { useStillWanted } from './use-still-wanted';

const wrapper = ({ children }: { children: ReactNode }) => <MemoryRouter initialEntries={['/a']}>{children}</MemoryRouter>;
const render = () =>
  renderHook((isOpen: boolean) => ({ ask: useStillWanted(isOpen), navigate: useNavigate() }), { wrapper, initialProps: true });

afterEach(cleanup);

test('an answer is wanted while nothing else was asked or opened', () => {
  const { result, rerender } = render();
  const first = result.current.ask();
  rerender(true);
  expect(first()).toBe(true);
  const second = result.current.ask();
  expect([first(), second()]).toEqual([false, true]);
});

test('an answer leads nowhere once the person has gone elsewhere, also when they came back', async () => {
  const { result } = render();
  const isWanted = result.current.ask();
  await act(async () => result.current.navigate('/b'));
  await act(async () => result.current.navigate('/a'));
  expect(isWanted()).toBe(false);
  expect(result.current.ask()()).toBe(true);
});

test('nor once what asked was closed or is gone', () => {
  const { result, rerender, unmount } = render();
  const beforeClosing = result.current.ask();
  rerender(false);
  expect(beforeClosing()).toBe(false);
  const afterReopening = (rerender(true), result.current.ask());
  expect(afterReopening()).toBe(true);
  unmount();
  expect(afterReopening()).toBe(false);
});
