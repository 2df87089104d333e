import { type Walked } from './check-listener.js';

/** What the process that walks over a data file says, a line each. */
export type CheckMessage = { type: 'problem' | 'progress'; text: string } | { type: 'done'; walked: Walked };
