import { LoaderCircle, SendHorizontal, Square, Trash2 } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../basics/IconButton';
import { clock } from './fileWords';
import type { VoiceRecording } from '../view';
import { SoundPlayerBox } from './SoundBox';
import { soundPlayer } from './soundPlayer';
import type { VoiceState } from './useVoiceRecorder';
import { Waveform } from './Waveform';

type Props = {
  state: Exclude<VoiceState, { step: 'idle' }>;
  sending: boolean;
  onStop: () => void;
  onDiscard: () => void;
  onSend: () => void;
};

/** In the composer's place while a voice message is made: what the microphone hears, then what was recorded. */
export function VoiceBar({ state, sending, onStop, onDiscard, onSend }: Props) {
  const { t } = useTranslation();
  const send = useRef<HTMLButtonElement>(null);
  useEffect(() => send.current?.focus({ preventScroll: true }), [state.step]);
  // Escape stops and loses nothing.
  const stopByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || state.step !== 'recording') return;
    event.preventDefault();
    onStop();
  };
  return (
    <div role="group" aria-label={t('voice.title')} onKeyDown={stopByKey} className="flex items-center gap-1 p-1.5">
      <IconButton label={t('voice.discard')} icon={<Trash2 />} onClick={onDiscard} withTip={false} className="hover:text-danger!" />
      <div className="min-w-0 flex-1">
        {state.step === 'asking' && <p className="truncate px-2 text-sm text-muted">{t('voice.asking')}</p>}
        {state.step === 'recording' && (
          <div className="flex items-center gap-2 pl-1 text-accent">
            <span aria-hidden className="size-2.5 shrink-0 animate-pulse rounded-full bg-danger-strong" />
            <span role="timer" aria-label={t('voice.recording')} className="w-10 shrink-0 text-sm text-ink tabular-nums">
              {clock(state.elapsedMs)}
            </span>
            <span className="min-w-0 flex-1">
              <Waveform bars={lastBars(state.levels)} share={1} />
            </span>
          </div>
        )}
        {state.step === 'review' && <ReviewPlayer recording={state.recording} url={state.url} />}
      </div>
      {state.step === 'recording' && (
        <IconButton label={t('voice.stop')} icon={<Square className="fill-current" />} onClick={onStop} withTip={false} />
      )}
      <button
        ref={send}
        type="button"
        aria-label={t('voice.send')}
        disabled={state.step === 'asking' || sending}
        onClick={onSend}
        className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent hover:bg-accent-hover active:scale-95 disabled:bg-sunken disabled:text-muted"
      >
        {sending ? <LoaderCircle aria-hidden className="size-5 animate-spin" /> : <SendHorizontal aria-hidden className="size-5" />}
      </button>
    </div>
  );
}

/** Falls silent with the review: what was discarded is not heard on, and what was sent has a player of its own. */
function ReviewPlayer({ recording, url }: { recording: VoiceRecording; url: string }) {
  const { t } = useTranslation();
  useEffect(
    () => () => {
      if (soundPlayer.state.key === url) soundPlayer.stop();
    },
    [url],
  );
  const { durationMs, waveform } = recording;
  return <SoundPlayerBox soundKey={url} sound={{ kind: 'AUDIO', fileName: t('files.voice'), durationMs, waveform }} url={url} />;
}

/** A running strip: the newest at its end; at first mostly empty. Speech seldom goes over a third of what a microphone can take. */
function lastBars(levels: readonly number[]): number[] {
  const scaled = levels.map((level) => Math.min(100, level * 300));
  return [...Array.from({ length: 64 - scaled.length }, () => 0), ...scaled];
}
