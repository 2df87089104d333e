import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { KeptVoice, VoiceRecording } from '../view';
import { startRecording, whyNot, type MicrophoneProblem, type RunningRecording } from './recording';

const drawEveryMs = 100;
/** Then it stops by itself, and can be listened to and sent. */
export const longestRecordingMs = 15 * 60_000;

export type VoiceState =
  | { step: 'idle'; problem: MicrophoneProblem | null }
  | { step: 'asking' }
  | { step: 'recording'; elapsedMs: number; levels: readonly number[] }
  /** `file`: the chosen file that it becomes; `kept` false: not yet, or it cannot be kept. */
  | { step: 'review'; recording: VoiceRecording; url: string; file: KeptVoice; kept: boolean };

const idle: VoiceState = { step: 'idle', problem: null };

/**
 * A voice message in the making: asks for the microphone, records, and holds it for listening. What was recorded is kept at once by `onKeep`, also when the
 * conversation is left in the middle of it. Once nothing may be said here any more (`isAllowed`), the microphone goes off.
 */
export function useVoiceRecorder(onKeep: (recording: VoiceRecording) => KeptVoice, isAllowed: boolean) {
  const [state, setState] = useState<VoiceState>(idle);
  const running = useRef<RunningRecording | null>(null);
  // Of several questions for the microphone only the last still counts, and none that was taken back.
  const question = useRef(0);
  const allowed = useRef(isAllowed);
  const abandon = useEffectEvent(onKeep);

  /** To be heard before it is sent. */
  const review = (recording: VoiceRecording, file: KeptVoice = onKeep(recording)) => {
    setState({ step: 'review', recording, url: URL.createObjectURL(recording.blob), file, kept: false });
    void file.kept.then((isKept) => {
      setState((now) => (now.step === 'review' && now.file === file ? { ...now, kept: isKept } : now));
    });
  };

  /** Resolves with what was recorded; null where nothing was running. */
  const finish = useCallback(async (): Promise<VoiceRecording | null> => {
    const recorder = running.current;
    running.current = null;
    return recorder ? recorder.stop() : null;
  }, []);

  const stop = async () => {
    const recording = await finish();
    if (recording) review(recording);
  };
  const stopByItself = useEffectEvent(() => void stop());

  /** What is recorded as a kept file, to be sent: once, however quickly one goes on. Null where there is nothing, or no room; then it can be tried again. */
  const take = async (): Promise<string | null> => {
    const recording = state.step === 'review' ? state.recording : await finish();
    if (!recording) return null;
    if (state.step === 'review' && (await state.file.kept)) return state.file.key;
    const file = onKeep(recording);
    const isKept = await file.kept;
    // Where it is heard already, the player goes on.
    if (state.step !== 'review') review(recording, file);
    else if (isKept) setState((now) => (now.step === 'review' && now.file === state.file ? { ...now, file, kept: true } : now));
    return isKept ? file.key : null;
  };

  const start = useCallback(async () => {
    const own = (question.current += 1);
    setState({ step: 'asking' });
    try {
      const recorder = await startRecording();
      if (own !== question.current) return recorder.discard();
      if (!allowed.current) {
        recorder.discard();
        return setState(idle);
      }
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
    setState((before) => {
      if (before.step === 'review') URL.revokeObjectURL(before.url);
      return idle;
    });
  }, []);

  useEffect(() => {
    allowed.current = isAllowed;
  }, [isAllowed]);

  const isRecording = state.step === 'recording';
  useEffect(() => {
    if (!isRecording) return;
    const timer = setInterval(() => {
      const recorder = running.current;
      if (!recorder) return;
      const elapsedMs = recorder.elapsedMs();
      if (elapsedMs >= longestRecordingMs || !allowed.current) stopByItself();
      else setState({ step: 'recording', elapsedMs, levels: recorder.levels.slice(-64) });
    }, drawEveryMs);
    return () => clearInterval(timer);
  }, [isRecording]);

  const isUnsaved = isRecording || (state.step === 'review' && !state.kept);
  useEffect(() => {
    if (!isUnsaved) return;
    // Leaving the page would lose it: the browser asks.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isUnsaved]);

  useEffect(
    () => () => {
      question.current += 1;
      void running.current?.stop().then((recording) => abandon(recording));
      running.current = null;
    },
    [],
  );

  return { state, isUnsaved, start, stop, take, clear };
}
