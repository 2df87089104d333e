/** What is shown already stays where it is, and what came later goes below, so that nobody slips under a finger or an Enter that meant another. */
export function keepPlaces<Option>(options: readonly Option[], shown: readonly string[], idOf: (option: Option) => string): Option[] {
  const byId = new Map(options.map((option) => [idOf(option), option]));
  const kept = shown.flatMap((id) => byId.get(id) ?? []);
  return [...kept, ...options.filter((option) => !shown.includes(idOf(option)))];
}
