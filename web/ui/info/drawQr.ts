import { encode } from 'uqr';

/** Four light modules around it, as the standard asks for; without them cameras don't find it. */
const quietZone = 4;

/** The dark modules of a QR code as one path, a module being one unit. `size`: modules along an edge, quiet zone included. */
export function drawQr(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone });
  return { path: data.flatMap(drawRow).join(''), size };
}

/** One rectangle for each run of dark modules. */
function drawRow(row: readonly boolean[], y: number): string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    runs.push(`M${start} ${y}h${x + 1 - start}v1H${start}z`);
  }
  return runs;
}
