import type { LiveEvent } from './events.js';

/** What somebody's reading is told with. */
const timeless: ReadonlySet<LiveEvent['__typename']> = new Set(['ReadMarkerMoved', 'ViewerStateChanged']);

/**
 * `Event.at` (schema). When somebody read is told by Member.lastReadAt, to whom they want it told; so an event that is replayed does not tell it by its time.
 * Of everybody alike, or the time itself would say who hides it.
 */
export const timeToTell = ({ __typename }: LiveEvent, committedAt: Date): Date => (timeless.has(__typename) ? new Date() : committedAt);
