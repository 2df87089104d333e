const cloud =
  'M36 96c-19 0-34-14-34-32 0-16 12-29 28-32C36 14 53 2 73 2c21 0 39 13 46 32 4-2 9-3 14-3 15 0 28 11 31 25 17 2 30 14 30 30 0 6-4 10-10 10Z';

/** None where the words stand, whatever part of the picture shows. */
const stars = [
  [180, 120, 1],
  [520, 90, 1.3],
  [640, 160, 1.7],
  [90, 300, 1.1],
  [250, 350, 1.4],
  [610, 330, 1],
  [680, 60, 1],
  [560, 470, 1.2],
  [140, 480, 1],
  [450, 40, 1],
];

type CloudProps = { x: number; y: number; scale: number; opacity?: number };

function Cloud({ x, y, scale, opacity }: CloudProps) {
  return <path d={cloud} opacity={opacity} transform={`translate(${x} ${y}) scale(${scale})`} />;
}

/**
 * The picture on the sign-in screens: sun or moon and clouds at three depths. The nearest have the colour of the form's
 * surface, so that the sky ends in it. Styles of the parts are tokens: a morning in light, a night in dark.
 */
export function CloudScene() {
  return (
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice" aria-hidden className="absolute inset-0 size-full">
      <defs>
        <radialGradient id="glow" cx="0.5" cy="0.5" r="0.5">
          <stop offset="0" stopColor="var(--glow)" stopOpacity="0.8" />
          <stop offset="0.3" stopColor="var(--glow)" stopOpacity="0.28" />
          <stop offset="1" stopColor="var(--glow)" stopOpacity="0" />
        </radialGradient>
      </defs>
      <g fill="var(--star)">
        {stars.map(([x, y, radius]) => (
          <circle key={`${x}-${y}`} cx={x} cy={y} r={radius} />
        ))}
      </g>
      <circle cx="450" cy="425" r="210" fill="url(#glow)" />
      <circle cx="450" cy="425" r="50" fill="var(--sun)" />
      <g className="drifting-slowly" fill="var(--cloud-far)">
        <Cloud x={-70} y={360} scale={1.4} opacity={0.55} />
        <Cloud x={330} y={420} scale={1.15} opacity={0.9} />
        <Cloud x={170} y={540} scale={0.8} opacity={0.6} />
        <Cloud x={570} y={300} scale={1.1} opacity={0.5} />
      </g>
      <g className="drifting" fill="var(--cloud-mid)">
        <Cloud x={-90} y={640} scale={2.6} />
        <Cloud x={330} y={680} scale={2.8} />
      </g>
      <g className="drifting-slowly" fill="var(--surface)">
        <Cloud x={-260} y={760} scale={3.6} />
        <Cloud x={180} y={800} scale={3.4} />
        <Cloud x={520} y={740} scale={3.2} />
      </g>
    </svg>
  );
}
