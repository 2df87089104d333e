import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { VoiceRecording } from '../view';
import { startRecording, whyNot, type MicrophoneProblem, type RunningRecording } from './recording';

const drawEveryMs = 100;
/** Then it stops by itself, and can be listened to and sent. */
export const longestRecordingMs = 15 * 60_000;

export type VoiceState =
  | { step: 'idle'; problem: MicrophoneProblem | null }
  | { step: 'asking' }
  | { step: 'recording'; elapsedMs: number; levels: readonly number[] }
  | { step: 'review'; recording: VoiceRecording; url: string };

const idle: VoiceState = { step: 'idle', problem: null };

/**
 * A voice message in the making: asks for the microphone, records, and holds it for listening. `onAbandoned` gets what was
 * recorded when the conversation is left in the middle of it.
 */
export function useVoiceRecorder(onAbandoned: (recording: VoiceRecording) => void) {
  const [state, setState] = useState<VoiceState>(idle);
  const running = useRef<RunningRecording | null>(null);
  const held = useRef<VoiceRecording | null>(null);
  // Of several questions for the microphone only the last still counts, and none that was taken back.
  const question = useRef(0);
  const abandon = useEffectEvent(onAbandoned);

  const review = useCallback((recording: VoiceRecording) => {
    held.current = recording;
    setState({ step: 'review', recording, url: URL.createObjectURL(recording.blob) });
  }, []);

  /** Resolves with what was recorded; null where nothing was running. */
  const finish = useCallback(async (): Promise<VoiceRecording | null> => {
    const recorder = running.current;
    running.current = null;
    return recorder ? recorder.stop() : null;
  }, []);

  const stop = useCallback(async () => {
    const recording = await finish();
    if (recording) review(recording);
  }, [finish, review]);

  const start = useCallback(async () => {
    const own = (question.current += 1);
    setState({ step: 'asking' });
    try {
      const recorder = await startRecording();
      if (own !== question.current) return recorder.discard();
      running.current = recorder;
      setState({ step: 'recording', elapsedMs: 0, levels: [] });
    } catch (error) {
      if (own === question.current) setState({ step: 'idle', problem: whyNot(error) });
    }
  }, []);

  const clear = useCallback(() => {
    question.current += 1;
    running.current?.discard();
    running.current = null;
    held.current = null;
    setState((before) => {
      if (before.step === 'review') URL.revokeObjectURL(before.url);
      return idle;
    });
  }, []);

  const isRecording = state.step === 'recording';
  useEffect(() => {
    if (!isRecording) return;
    const timer = setInterval(() => {
      const recorder = running.current;
      if (!recorder) return;
      const elapsedMs = recorder.elapsedMs();
      if (elapsedMs >= longestRecordingMs) void stop();
      else setState({ step: 'recording', elapsedMs, levels: recorder.levels.slice(-64) });
    }, drawEveryMs);
    // Leaving the page would lose it: the browser asks.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => {
      clearInterval(timer);
      removeEventListener('beforeunload', ask);
    };
  }, [isRecording, stop]);

  useEffect(
    () => () => {
      question.current += 1;
      if (held.current) abandon(held.current);
      void running.current?.stop().then((recording) => abandon(recording));
      running.current = null;
      held.current = null;
    },
    [],
  );

  return { state, start, stop, finish, review, clear };
}
