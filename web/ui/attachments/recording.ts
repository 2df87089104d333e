import type { VoiceRecording } from '../view';
import { barsOf, loudnessOf } from './bars';

export type MicrophoneProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported';

export type RunningRecording = {
  elapsedMs: () => number;
  /** Loudness so far, 0–1, one every `measureEveryMs`. */
  levels: readonly number[];
  stop: () => Promise<VoiceRecording>;
  discard: () => void;
};

const measureEveryMs = 50;
/** Clear speech; a minute takes about a quarter of a megabyte. */
const bitsPerSecond = 32_000;
const formats = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

class MicrophoneUnavailable extends Error {
  constructor(readonly problem: MicrophoneProblem) {
    super(`There is no microphone: ${problem}.`);
  }
}

/** Why recording could not begin, by what `startRecording` threw. */
export function whyNot(error: unknown): MicrophoneProblem {
  if (error instanceof MicrophoneUnavailable) return error.problem;
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported';
}

/** Asks for the microphone and records from it. Rejects with what `whyNot` explains. */
export async function startRecording(): Promise<RunningRecording> {
  // Browsers hand out microphones on secure origins only.
  if (!isSecureContext) throw new MicrophoneUnavailable('insecure');
  if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') throw new MicrophoneUnavailable('unsupported');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  const release = () => stream.getTracks().forEach((track) => track.stop());
  try {
    return record(stream, release);
  } catch (error) {
    release();
    throw error;
  }
}

function record(stream: MediaStream, release: () => void): RunningRecording {
  const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format));
  if (mimeType === undefined) throw new MicrophoneUnavailable('unsupported');
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => void parts.push(data);
  const levels: number[] = [];
  const stopMeasuring = measure(stream, levels);
  const startedAt = performance.now();
  recorder.start(1_000);
  const end = () => {
    stopMeasuring();
    release();
  };
  return {
    elapsedMs: () => performance.now() - startedAt,
    levels,
    discard: () => {
      recorder.stop();
      end();
    },
    stop: () =>
      new Promise((resolve) => {
        const durationMs = Math.round(performance.now() - startedAt);
        const finish = () => {
          end();
          resolve({ blob: new Blob(parts, { type: mimeType.split(';', 1)[0] }), durationMs, waveform: barsOf(levels) });
        };
        // The microphone was unplugged, or taken away: it has stopped by itself.
        if (recorder.state === 'inactive') return finish();
        recorder.onstop = finish;
        recorder.stop();
      }),
  };
}

/** Adds how loud it is to `levels`, again and again, until the returned function is called. */
function measure(stream: MediaStream, levels: number[]): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  // Some browsers start it asleep.
  void context.resume();
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    levels.push(loudnessOf(samples));
  }, measureEveryMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
