/** Where two plain values differ, one line a place: `conversations.c1.messages.3.text: held "a", fresh "b"`. At most `limit` lines. */
export function describeDifference(held: unknown, fresh: unknown, limit = 12): readonly string[] {
  const lines: string[] = [];
  compare(held, fresh, '');
  return lines.length > limit ? [...lines.slice(0, limit), `… and ${lines.length - limit} more`] : lines;

  function compare(left: unknown, right: unknown, path: string): void {
    if (isRecord(left) && isRecord(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
        compare(left[key], right[key], path === '' ? key : `${path}.${key}`);
    } else if (!Object.is(left, right)) lines.push(`${path}: held ${shorten(left)}, fresh ${shorten(right)}`);
  }
}

// Arrays too: their keys are their places.
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
