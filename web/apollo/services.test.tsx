import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Drafts } from '../live/drafts';
import { ServicesContext, useSettledDrafts, type Services } from './services';

let drafts: Drafts;
beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  drafts = new Drafts('ana', () => true);
});
afterEach(() => {
  cleanup();
  drafts.close();
  vi.useRealTimers();
});

test('a draft that goes is heard of at once, and its words when the typing pauses', () => {
  const wrapper = ({ children }: { children: ReactNode }) => <ServicesContext value={{ drafts } as Services}>{children}</ServicesContext>;
  const { result } = renderHook(() => useSettledDrafts(), { wrapper });
  const type = (text: string) => act(() => drafts.set('c1', text));
  type('h');
  type('he');
  expect(result.current.has('c1')).toBe(false);
  act(() => void vi.runAllTimers());
  expect(result.current.get('c1')).toBe('he');
  type('hel');
  expect(result.current.get('c1')).toBe('he');
  act(() => void vi.runAllTimers());
  expect(result.current.get('c1')).toBe('hel');
  type('hell');
  type('');
  expect(result.current.has('c1')).toBe(false);
});
