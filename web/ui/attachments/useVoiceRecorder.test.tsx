import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptVoice, VoiceRecording } from '../view';
import { startRecording } from './recording';
import { useVoiceRecorder } from './useVoiceRecorder';

vi.mock('./recording', () => ({ startRecording: vi.fn(), whyNot: () => 'denied' }));

const recording: VoiceRecording = { blob: new Blob(['sound']), durationMs: 2_000, waveform: [1, 2] };
const running = { elapsedMs: () => 0, levels: [], stop: vi.fn(() => Promise.resolve(recording)), discard: vi.fn() };

/** Keeping takes until it is said whether there was room. */
function render() {
  const answers: ((isKept: boolean) => void)[] = [];
  const onKeep = vi.fn((): KeptVoice => {
    const kept = new Promise<boolean>((resolve) => answers.push(resolve));
    return { key: `f${answers.length}`, kept };
  });
  const { result, rerender } = renderHook((isAllowed: boolean) => useVoiceRecorder(onKeep, isAllowed), { initialProps: true });
  return { voice: () => result.current, onKeep, answers, rerender };
}

beforeEach(() => {
  vi.mocked(startRecording).mockResolvedValue(running);
  running.stop.mockClear();
  running.discard.mockClear();
});
afterEach(cleanup);

test('what is sent while it is still being kept is kept once', async () => {
  const { voice, onKeep, answers } = render();
  await act(() => voice().start());
  await act(() => voice().stop());
  const taken = voice().take();
  await act(async () => answers[0]?.(true));
  expect(await taken).toBe('f1');
  expect(onKeep).toHaveBeenCalledTimes(1);
});

test('what could not be kept is tried once more, and is then the file that is heard', async () => {
  const { voice, onKeep, answers } = render();
  await act(() => voice().start());
  await act(() => voice().stop());
  await act(async () => answers[0]?.(false));
  const taken = voice().take();
  await act(async () => void (await Promise.resolve()));
  await act(async () => answers[1]?.(true));
  expect(await taken).toBe('f2');
  expect(onKeep).toHaveBeenCalledTimes(2);
  expect(voice().state).toMatchObject({ step: 'review', file: { key: 'f2' }, kept: true });
});

test('once nothing may be said here any more, the microphone goes off and what was said is kept', async () => {
  const { voice, onKeep, rerender } = render();
  await act(() => voice().start());
  await act(async () => rerender(false));
  await waitFor(() => expect(voice().state.step).toBe('review'));
  expect(running.stop).toHaveBeenCalledTimes(1);
  expect(onKeep).toHaveBeenCalledWith(recording);
});

test('and a question for the microphone that is answered later turns nothing on', async () => {
  const { voice, rerender } = render();
  let answer = (_recorder: typeof running): void => undefined;
  vi.mocked(startRecording).mockReturnValue(new Promise((resolve) => (answer = resolve)));
  const started = voice().start();
  await act(async () => rerender(false));
  answer(running);
  await act(() => started);
  expect(running.discard).toHaveBeenCalledTimes(1);
  expect(voice().state.step).toBe('idle');
});
