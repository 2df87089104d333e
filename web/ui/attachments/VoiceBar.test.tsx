import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundPlayer } from './soundPlayer';
import { VoiceBar } from './VoiceBar';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));

const state: ComponentProps<typeof VoiceBar>['state'] = {
  step: 'review',
  recording: { blob: new Blob(['sound']), durationMs: 2_000, waveform: [1, 2] },
  url: 'blob:recording',
  file: { key: 'f1', kept: Promise.resolve(true) },
  kept: true,
};
const nothing = () => undefined;
const bar = <VoiceBar state={state} sending={false} onStop={nothing} onDiscard={nothing} onSend={nothing} />;

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined);
});
afterEach(() => {
  cleanup();
  soundPlayer.stop();
  vi.restoreAllMocks();
});

test('a recording that is discarded while it plays falls silent', () => {
  const pause = vi.spyOn(HTMLMediaElement.prototype, 'pause');
  const { unmount } = render(bar);
  fireEvent.click(screen.getByRole('button', { name: 'files.play' }));
  expect(soundPlayer.state.key).toBe('blob:recording');
  unmount();
  expect(pause).toHaveBeenCalled();
  expect(soundPlayer.state.key).toBeNull();
});

test('another sound plays on when a review ends', () => {
  const { unmount } = render(bar);
  soundPlayer.toggle('m1', 'blob:other');
  unmount();
  expect(soundPlayer.state.key).toBe('m1');
});
