const morningHour = 8;

/** Eight in the morning of the next calendar day, in local time; after midnight that is still the coming morning. */
export function tomorrowMorning(now: number): number {
  const date = new Date(now);
  if (date.getHours() >= morningHour) date.setDate(date.getDate() + 1);
  return date.setHours(morningHour, 0, 0, 0);
}
