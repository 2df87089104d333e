import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FilesContext } from './FilesContext';
import { useSteadyUrl } from './useSteadyUrl';

const soon = Date.now() + 900_000;
const past = Date.now() - 1;
const onStale = vi.fn();
let attempt = 0;
const wrapper = ({ children }: { children: ReactNode }) => (
  <FilesContext value={{ onOpen: () => undefined, onCancelSend: () => undefined, onStale, attempt }}>{children}</FilesContext>
);
const render = (url: string | null, urlExpiresAt: number | null = soon) =>
  renderHook((source: { url: string | null; urlExpiresAt: number | null; seq: number | null }) => useSteadyUrl(source), {
    wrapper,
    initialProps: { url, urlExpiresAt, seq: 7 },
  });

beforeEach(() => {
  onStale.mockClear();
  attempt = 0;
});
afterEach(cleanup);

test('an address that works stays, whatever comes after it', () => {
  const { result, rerender } = render('one');
  rerender({ url: 'two', urlExpiresAt: soon, seq: 7 });
  expect(result.current.url).toBe('one');
  expect(onStale).not.toHaveBeenCalled();
});

test('one that has ended, or fails, is asked for anew and gives way to the next', () => {
  const { result, rerender } = render('one', past);
  expect(result.current.url).toBeNull();
  expect(onStale).toHaveBeenCalledWith(7);
  rerender({ url: 'two', urlExpiresAt: soon, seq: 7 });
  expect(result.current.url).toBe('two');
  act(() => result.current.onError());
  expect(result.current.url).toBeNull();
  expect(onStale).toHaveBeenCalledTimes(2);
  rerender({ url: 'three', urlExpiresAt: soon, seq: 7 });
  expect(result.current.url).toBe('three');
});

test('when the line is back, the same address is tried again', () => {
  const { result, rerender } = render('one');
  act(() => result.current.onError());
  expect(result.current.url).toBeNull();
  attempt = 1;
  rerender({ url: 'one', urlExpiresAt: soon, seq: 7 });
  expect(result.current.url).toBe('one');
});

test('what waits on this device is asked of nobody', () => {
  const { result, rerender } = renderHook((url: string | null) => useSteadyUrl({ url, urlExpiresAt: null, seq: null }), {
    wrapper,
    initialProps: null as string | null,
  });
  expect(result.current.url).toBeNull();
  rerender('blob:one');
  expect(result.current.url).toBe('blob:one');
  expect(onStale).not.toHaveBeenCalled();
});
