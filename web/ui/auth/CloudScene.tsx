const cloud =
  'M36 96c-19 0-34-14-34-32 0-16 12-29 28-32C36 14 53 2 73 2c21 0 39 13 46 32 4-2 9-3 14-3 15 0 28 11 31 25 17 2 30 14 30 30 0 6-4 10-10 10Z';

type CloudProps = { x: number; y: number; scale: number; opacity: number };

function Cloud({ x, y, scale, opacity }: CloudProps) {
  return <path d={cloud} fill="currentColor" opacity={opacity} transform={`translate(${x} ${y}) scale(${scale})`} />;
}

/** The picture on the sign-in screens: a soft sky, clouds at three depths, and two of them in conversation. */
export function CloudScene() {
  return (
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice" aria-hidden className="absolute inset-0 size-full text-cloud">
      <defs>
        <radialGradient id="glow" cx="0.5" cy="0.5" r="0.5">
          <stop offset="0" stopColor="var(--glow)" stopOpacity="0.95" />
          <stop offset="0.35" stopColor="var(--glow)" stopOpacity="0.35" />
          <stop offset="1" stopColor="var(--glow)" stopOpacity="0" />
        </radialGradient>
      </defs>
      <circle cx="560" cy="230" r="260" fill="url(#glow)" />
      <circle cx="560" cy="230" r="54" fill="var(--glow)" />
      <g className="drifting-slowly">
        <Cloud x={-60} y={330} scale={1.5} opacity={0.35} />
        <Cloud x={420} y={200} scale={1.25} opacity={0.5} />
        <Cloud x={250} y={470} scale={0.9} opacity={0.35} />
        <Cloud x={560} y={520} scale={1.4} opacity={0.35} />
      </g>
      <g className="drifting">
        <Cloud x={-90} y={640} scale={2.6} opacity={0.6} />
        <Cloud x={300} y={690} scale={2.8} opacity={0.6} />
      </g>
      <g className="drifting-slowly">
        <Cloud x={-260} y={760} scale={3.6} opacity={0.95} />
        <Cloud x={180} y={800} scale={3.4} opacity={0.95} />
        <Cloud x={520} y={740} scale={3.2} opacity={0.95} />
      </g>
    </svg>
  );
}
