import { Pause, Play } from 'lucide-react';
import { useSyncExternalStore, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, isVoice } from './fileWords';
import { soundPlayer } from './soundPlayer';
import { Waveform } from './Waveform';
import type { NamedFile } from '../view';

const stepMs = 5_000;

type Props = {
  sound: NamedFile;
  soundKey: string;
  /** Null: it cannot be had at the moment. */
  url: string | null;
  onFail?: () => void;
};

/** Plays a sound: a waveform to move in, the time, and how fast. */
export function SoundPlayerBox({ sound, soundKey, url, onFail }: Props) {
  const { t } = useTranslation();
  const state = useSyncExternalStore(soundPlayer.subscribe, () => (soundPlayer.state.key === soundKey ? soundPlayer.state : null));
  const rate = useSyncExternalStore(soundPlayer.subscribe, () => soundPlayer.state.rate);
  const durationMs = sound.durationMs ?? 0;
  const atMs = Math.min(state?.atMs ?? 0, durationMs || Infinity);
  const name = isVoice(sound) ? t('files.voice') : sound.fileName;

  const seek = (toMs: number) => {
    if (url) soundPlayer.seek(soundKey, url, Math.max(0, Math.min(toMs, durationMs)));
  };
  const seekByPointer = (event: PointerEvent<HTMLElement>) => {
    if (event.type === 'pointermove' && event.buttons !== 1) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - left) / width) * durationMs);
  };
  const seekByKey = (event: KeyboardEvent) => {
    const to = { ArrowLeft: atMs - stepMs, ArrowRight: atMs + stepMs, Home: 0, End: durationMs }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    seek(to);
  };

  return (
    <div className="flex items-center gap-2.5">
      <button
        type="button"
        disabled={!url}
        aria-label={t(state?.playing ? 'files.pause' : 'files.play', { name })}
        onClick={() => {
          if (state?.failed) onFail?.();
          if (url) soundPlayer.toggle(soundKey, url);
        }}
        className="flex size-11 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent hover:bg-accent-hover disabled:opacity-50"
      >
        {state?.playing ? (
          <Pause aria-hidden className="size-5 fill-current" />
        ) : (
          <Play aria-hidden className="ml-0.5 size-5 fill-current" />
        )}
      </button>
      <div className="min-w-0 flex-1">
        {!isVoice(sound) && <bdi className="block truncate text-sm font-medium">{sound.fileName}</bdi>}
        <div
          role="slider"
          tabIndex={url && durationMs > 0 ? 0 : -1}
          aria-label={t('files.position', { name })}
          aria-valuemin={0}
          aria-valuemax={Math.round(durationMs / 1000)}
          aria-valuenow={Math.round(atMs / 1000)}
          aria-valuetext={`${clock(atMs)} / ${clock(durationMs)}`}
          aria-disabled={!url || durationMs === 0 || undefined}
          onKeyDown={seekByKey}
          onPointerDown={seekByPointer}
          onPointerMove={seekByPointer}
          className="cursor-pointer touch-none rounded-md"
        >
          <Waveform bars={sound.waveform ?? []} share={durationMs > 0 ? atMs / durationMs : 0} />
        </div>
        <p className="text-xs tabular-nums opacity-85">
          {state?.failed ? t('files.cannotPlay') : url ? clock(state ? atMs : durationMs) : t('files.notHere')}
        </p>
      </div>
      <button
        type="button"
        aria-label={t('files.speed', { rate })}
        onClick={() => soundPlayer.nextRate()}
        className="min-h-8 w-11 shrink-0 self-start rounded-full bg-black/7 text-xs font-semibold tabular-nums hover:bg-black/12 dark:bg-white/10 dark:hover:bg-white/15"
      >
        {rate}×
      </button>
    </div>
  );
}
