/** Times in words, by Intl, in the reader's time zone. All times are epoch milliseconds. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter costs far more than using it, and a list shows hundreds of times. */
function format(language: string, name: string, options: Intl.DateTimeFormatOptions, at: number): string {
  const key = `${language}:${name}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(language, options);
    formats.set(key, known);
  }
  return known.format(at);
}

/** Calendar days from `at` to `now` in local time: 0 today, 1 yesterday, negative for the future. Safe across daylight saving. */
export function daysAgo(at: number, now: number): number {
  const then = new Date(at);
  const today = new Date(now);
  const utcDay = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((utcDay(today) - utcDay(then)) / 86_400_000);
}

export function isSameDay(one: number, other: number): boolean {
  return daysAgo(one, other) === 0;
}

export function timeOfDay(at: number, language: string): string {
  return format(language, 'time', { timeStyle: 'short' }, at);
}

export function fullTime(at: number, language: string): string {
  return format(language, 'full', { dateStyle: 'full', timeStyle: 'short' }, at);
}

function relativeDay(days: 0 | 1, language: string): string {
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
}

function capitalised(text: string, language: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(language) + rest.join('');
}

/** For the conversation list: 14:02 today, "yesterday", a weekday within the week, else a short date. */
export function listTime(at: number, now: number, language: string): string {
  const days = daysAgo(at, now);
  if (days <= 0) return timeOfDay(at, language);
  if (days === 1) return relativeDay(1, language);
  if (days < 7) return format(language, 'weekday', { weekday: 'short' }, at).replace(/\.$/u, '');
  if (new Date(at).getFullYear() === new Date(now).getFullYear())
    return format(language, 'dayMonth', { day: 'numeric', month: 'short' }, at);
  return format(language, 'date', { day: '2-digit', month: '2-digit', year: 'numeric' }, at);
}

/** For the separators between days: Today, Yesterday, Monday, Monday 2 November, 2 November 2025. */
export function dayTitle(at: number, now: number, language: string): string {
  const days = daysAgo(at, now);
  if (days === 0 || days === 1) return capitalised(relativeDay(days, language), language);
  if (days > 1 && days < 7) return capitalised(format(language, 'longWeekday', { weekday: 'long' }, at), language);
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) {
    return capitalised(format(language, 'weekdayDate', { weekday: 'long', day: 'numeric', month: 'long' }, at), language);
  }
  return format(language, 'longDate', { day: 'numeric', month: 'long', year: 'numeric' }, at);
}

/** "as of": a time today, a date and time before. */
export function momentOf(at: number, now: number, language: string): string {
  if (isSameDay(at, now)) return timeOfDay(at, language);
  return `${dayOf(at, now, language)}, ${timeOfDay(at, language)}`;
}

/** A day without its time: 2 Nov, with its year where that is not this one. */
export function dayOf(at: number, now: number, language: string): string {
  if (new Date(at).getFullYear() === new Date(now).getFullYear())
    return format(language, 'dayMonth', { day: 'numeric', month: 'short' }, at);
  return format(language, 'dayMonthYear', { day: 'numeric', month: 'short', year: 'numeric' }, at);
}
