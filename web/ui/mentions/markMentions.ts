import { everyoneName, findNames, type NamedPlace } from './mentionNames';

type Point = { offset?: number };
type HastNode = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  position?: { start: Point; end: Point };
  children?: HastNode[];
};

export type MentionMarks = {
  /** The id of each mentioned person, by username. */
  ids: ReadonlyMap<string, string>;
  everyone: boolean;
};

/** Stands for the id where everyone is meant. */
export const everyoneId = 'everyone';
/** A link stays one thing; code is code. */
const untouched = new Set(['code', 'pre', 'a']);

/** A rehype plugin, behind the sanitizer: the @usernames of those who are mentioned become spans with `data-mention`. All else stays text. */
export function markMentions({ ids, everyone }: MentionMarks) {
  return (tree: HastNode, file: { value: unknown }): void => {
    const source = typeof file.value === 'string' ? file.value : '';
    const places = findNames(source);
    visit(tree);

    function visit(parent: HastNode): void {
      if (parent.tagName !== undefined && untouched.has(parent.tagName)) return;
      parent.children = parent.children?.flatMap((node) => {
        if (node.type === 'text') return split(node.value ?? '', placesIn(node));
        visit(node);
        return [node];
      });
    }

    /** Where the text stands as it was typed, what is around it in the source counts, as it does for the server. */
    function placesIn({ value = '', position }: HastNode): NamedPlace[] {
      const start = position?.start.offset;
      if (start === undefined || source.slice(start, start + value.length) !== value) return findNames(value);
      const within = places.filter((place) => place.start >= start && place.start < start + value.length);
      return within.map((place) => ({ ...place, start: place.start - start }));
    }

    function split(text: string, found: readonly NamedPlace[]): HastNode[] {
      const parts: HastNode[] = [];
      let done = 0;
      for (const { start, names } of found) {
        const name = names.find((candidate) => (candidate === everyoneName ? everyone : ids.has(candidate)));
        const end = start + 1 + (name?.length ?? 0);
        if (name === undefined || end > text.length) continue;
        if (start > done) parts.push({ type: 'text', value: text.slice(done, start) });
        const id = name === everyoneName ? everyoneId : ids.get(name);
        const children = [{ type: 'text', value: text.slice(start, end) }];
        parts.push({ type: 'element', tagName: 'span', properties: { dataMention: id }, children });
        done = end;
      }
      if (done < text.length) parts.push({ type: 'text', value: text.slice(done) });
      return parts;
    }
  };
}
