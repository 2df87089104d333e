import type { AttachmentItem, MessageRow, Quote, ReactionSummary } from '../view';

const sameNames = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((name, index) => name === other[index]);

const sameReactions = (one: ReactionSummary[], other: ReactionSummary[]) =>
  one.length === other.length &&
  one.every((reaction, index) => {
    const against = other[index];
    return (
      against !== undefined &&
      reaction.emoji === against.emoji &&
      reaction.count === against.count &&
      reaction.mine === against.mine &&
      sameNames(reaction.names, against.names)
    );
  });

const sameQuote = (one: Quote | null, other: Quote | null) =>
  one?.seq === other?.seq && one?.text === other?.text && one?.deleted === other?.deleted && one?.authorName === other?.authorName;

const fileFields = ['key', 'url', 'thumbnailUrl', 'upload'] as const satisfies readonly (keyof AttachmentItem)[];

const sameFiles = (one: AttachmentItem[], other: AttachmentItem[]) =>
  one.length === other.length && one.every((file, index) => fileFields.every((field) => file[field] === other[index]?.[field]));

const plainFields = [
  'key',
  'id',
  'seq',
  'kind',
  'own',
  'text',
  'notice',
  'at',
  'edited',
  'deleted',
  'status',
  'canReply',
  'canEdit',
  'canDelete',
  'canReact',
  'pinned',
  'mentionsEveryone',
  'canPin',
] as const satisfies readonly (keyof MessageRow)[];

function sameRow(one: MessageRow, other: MessageRow): boolean {
  return (
    plainFields.every((field) => one[field] === other[field]) &&
    one.author?.id === other.author?.id &&
    one.author?.displayName === other.author?.displayName &&
    one.author?.photoUrl === other.author?.photoUrl &&
    one.failure?.reason === other.failure?.reason &&
    sameQuote(one.replyTo, other.replyTo) &&
    sameFiles(one.attachments, other.attachments) &&
    sameNames(
      one.mentions.map(({ username }) => username),
      other.mentions.map(({ username }) => username),
    ) &&
    sameReactions(one.reactions, other.reactions)
  );
}

/** The next rows, with the very objects of the previous ones where nothing changed, also of all: those are not drawn again. */
export function keepRows(previous: MessageRow[], next: MessageRow[]): MessageRow[] {
  const known = new Map(previous.map((row) => [row.key, row]));
  const kept = next.map((row) => {
    const before = known.get(row.key);
    return before && sameRow(before, row) ? before : row;
  });
  return kept.length === previous.length && kept.every((row, index) => row === previous[index]) ? previous : kept;
}
