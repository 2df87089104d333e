/** The bars of a sound; those up to `share` (0–1) have been played. Without bars: a plain line. */
export function Waveform({ bars, share }: { bars: readonly number[]; share: number }) {
  const shown = bars.length > 0 ? bars : Array.from({ length: 40 }, () => 0);
  const width = shown.length * 4;
  return (
    <svg viewBox={`0 0 ${width} 28`} preserveAspectRatio="none" aria-hidden className="h-7 w-full">
      {shown.map((bar, index) => {
        const height = Math.max(3, (Math.min(100, bar) / 100) * 26);
        return (
          <rect
            key={index}
            x={index * 4 + 0.5}
            y={14 - height / 2}
            width={2.5}
            height={height}
            rx={1.25}
            fill="currentColor"
            opacity={(index + 0.5) / shown.length <= share ? 1 : 0.38}
          />
        );
      })}
    </svg>
  );
}
