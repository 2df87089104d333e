/** Whether two values of plain data (texts, numbers, booleans, null, and arrays and objects of these) say the same. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && saysTheSame(Reflect.get(one, name), Reflect.get(other, name)))
  );
}

/** The next ones, with the very objects of before where they say the same; where all do, and in the same order, the very list of before. */
export function keepSame<Item extends { id: string }>(before: readonly Item[], next: readonly Item[]): readonly Item[] {
  const known = new Map(before.map((item) => [item.id, item]));
  const kept = next.map((item) => {
    const earlier = known.get(item.id);
    return earlier && saysTheSame(earlier, item) ? earlier : item;
  });
  return kept.length === before.length && kept.every((item, place) => item === before[place]) ? before : kept;
}
