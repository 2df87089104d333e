import type { Position } from '../../api/live/change.js';
import { comparePositions, type StreamPosition } from '../../api/live/cursor.js';

/** RETENTION_DAYS as it is unless set: only a cursor that is older may be refused as expired. */
const retentionDays = 30;
export const secondsPerDay = 86_400;

export function isPastRetention(position: StreamPosition): boolean {
  const seconds = 'head' in position ? position.sinceSeconds : position.seconds;
  return seconds < Date.now() / 1000 - retentionDays * secondsPerDay;
}

/** Whether everything since then is still to be had change by change; otherwise there is a catch-up by state. */
export function isInHistory(position: StreamPosition, lostBefore: Position | null): boolean {
  return !('head' in position) && (lostBefore === null || comparePositions(position, lostBefore) >= 0);
}

/** The same place so many seconds earlier. */
export function age(position: StreamPosition, seconds: number): StreamPosition {
  if (!('head' in position)) return { ...position, seconds: position.seconds - seconds };
  const { head, sinceSeconds } = position;
  return { ...position, head: { ...head, seconds: head.seconds - seconds }, sinceSeconds: sinceSeconds - seconds };
}
