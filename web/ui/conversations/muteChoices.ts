const hourMs = 3_600_000;

/** For how long a conversation may be muted; words: preferences.muteFor. */
export const muteChoices = [
  { key: 'hour', forMs: hourMs },
  { key: 'workday', forMs: 8 * hourMs },
  { key: 'week', forMs: 7 * 24 * hourMs },
] as const;

/** As far as the year has four digits. */
export const mutedForever = Date.UTC(9999, 11, 31);
