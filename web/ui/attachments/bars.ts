/** As many as the server keeps of a voice message. */
export const mostBars = 64;

/**
 * A waveform of few bars from many measured levels (0–1): of each stretch the loudest, the loudest of all at 100. A recording
 * without a sound is flat, not a row of hundreds.
 */
export function barsOf(levels: readonly number[], count = mostBars): number[] {
  const bars = Math.min(count, levels.length);
  const quietest = 0.02;
  const loudest = Math.max(quietest, ...levels);
  return Array.from({ length: bars }, (_, bar) => {
    const stretch = levels.slice(Math.floor((bar * levels.length) / bars), Math.floor(((bar + 1) * levels.length) / bars));
    return Math.round((Math.max(0, ...stretch) / loudest) * 100);
  });
}

/** How loud a stretch of samples (−1 to 1) is, 0–1: its root mean square. */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.min(1, Math.sqrt(sum / samples.length));
}
