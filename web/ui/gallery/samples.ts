/** Varied sample data for the gallery: short and long, Latin and not, plain and Markdown. */
import type { ConversationItem, MemberRow, MessageRow, Person } from '../view';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Today at 14:02, so that pictures taken at any hour look alike. */
export const sampleNow = new Date().setHours(14, 2, 0, 0);

function person(username: string, displayName: string): Person {
  return { id: `user-${username}`, displayName, username, photoUrl: null };
}

export const people = {
  me: person('marina', 'Marina Duarte'),
  ana: person('ana', 'Ana Beatriz Souza'),
  rafael: person('rafa', 'Rafael Lima'),
  bia: person('bia.c', 'Bia Cardoso'),
  tom: person('tom', 'Tom Whitfield'),
  yulia: person('yulia', 'Юлия Смирнова'),
  omar: person('omar', 'عمر الفاروق'),
  long: person('maximiliana', 'Maximiliana Auguste von Hohenstein-Blankenburgerhausen'),
  trick: person('override', 'Evil \u202Egpj.exe'),
};

const baseRow = {
  notice: null,
  edited: false,
  deleted: false,
  failure: null,
  reactions: [],
  replyTo: null,
  attachments: [],
  pinned: false,
  mentions: [],
  mentionsEveryone: false,
  canReply: true,
  canEdit: false,
  canDelete: false,
  canReact: true,
  canPin: true,
};

let seq = 400;

export function said(author: Person, at: number, text: string, more: Partial<MessageRow> = {}): MessageRow {
  seq += 1;
  const own = author.id === people.me.id;
  return {
    ...baseRow,
    key: `row-${seq}`,
    id: `message-${seq}`,
    seq,
    kind: 'TEXT',
    own,
    author,
    text,
    at,
    status: own ? 'read' : null,
    replyTo: null,
    canReply: true,
    canEdit: own,
    canDelete: own,
    ...more,
  };
}

export function noticed(at: number, notice: string): MessageRow {
  seq += 1;
  return {
    ...baseRow,
    key: `row-${seq}`,
    id: `message-${seq}`,
    seq,
    kind: 'SYSTEM',
    own: false,
    author: null,
    text: '',
    notice,
    at,
    status: null,
    canReact: false,
  };
}

const today = (minutesAgo: number) => sampleNow - minutesAgo * minuteMs;
const { me, ana, rafael, bia, tom, yulia, omar, long, trick } = people;

export const groupRows: MessageRow[] = [
  noticed(sampleNow - 2 * dayMs, 'Ana Beatriz Souza created the group “Launch crew”'),
  noticed(sampleNow - 2 * dayMs + minuteMs, 'Ana Beatriz Souza added Marina Duarte, Rafael Lima and Tom Whitfield'),
  said(ana, sampleNow - 2 * dayMs + 2 * minuteMs, 'Welcome, everyone! ☁️ This is where we plan the launch.'),
  said(tom, sampleNow - 2 * dayMs + 40 * minuteMs, '👋🎉'),
  said(
    rafael,
    today(1560),
    'I moved the checklist here so that it does not get lost:\n\n- [x] Copy for the landing page\n- [x] Screenshots in both themes\n- [ ] Load test with **200 people**\n- [ ] Read the *whole* README once more',
  ),
  said(me, today(1556), 'Perfect. I take the load test.', { edited: true }),
  said(me, today(1555), 'Numbers by tomorrow morning, promised.', {
    reactions: [
      { emoji: '👍', count: 3, mine: false, names: ['Ana Beatriz Souza', 'Rafael Lima', 'Tom Whitfield'] },
      { emoji: '❤️', count: 1, mine: true, names: ['You'] },
    ],
  }),
  said(
    tom,
    today(180),
    'Has anyone seen this? https://example.org/a/really/long/address/that/goes/on-and-on/without-a-single-place-to-break-it?query=aVeryLongParameterValue1234567890',
  ),
  said(long, today(176), 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft is one word, by the way.'),
  said(long, today(175), '', { deleted: true, canReact: false }),
  said(
    me,
    today(90),
    'Results of the run:\n\n| clients | p50 | p99 |\n| --- | --- | --- |\n| 50 | 6 ms | 19 ms |\n| 200 | 9 ms | 41 ms |\n| 1,000 | 22 ms | 118 ms |\n\nThe command was `npm run bench`, and the loop in question:\n\n```ts\nfor await (const event of feed.after(cursor)) {\n  apply(event); // idempotent, guarded by seq\n}\n```',
  ),
  said(omar, today(64), 'ممتاز! هذا أسرع بكثير مما توقعت.'),
  said(yulia, today(62), 'Это впечатляет. Поздравляю!'),
  said(trick, today(60), 'My name tries to turn the line around. <b>And this is no HTML</b>, [but this is a link](https://example.org).'),
  said(ana, today(22), '> The loop in question\n\nLovely. Could you also try with the line going down in the middle?', {
    reactions: [{ emoji: '🔥', count: 12, mine: true, names: ['You', 'Rafael Lima', 'Tom Whitfield'] }],
  }),
  said(ana, today(21), 'Just pull the cable and see whether anything is missing after'),
  said(rafael, today(3), '🚀'),
];

/** The first of them by someone else and unread. */
export const groupUnreadAfterSeq = groupRows[groupRows.length - 4]?.seq ?? null;

export const directRows: MessageRow[] = [
  said(bia, today(2000), 'Oi! Conseguiu ver as fotos da viagem?'),
  said(me, today(1990), 'Vi sim, ficaram lindas 😍'),
  said(me, today(1990), 'A do pôr do sol é a minha preferida.'),
  said(bia, today(1988), 'Também é a minha! Imprimi para colocar na sala.', {
    reactions: [{ emoji: '❤️', count: 1, mine: true, names: ['You'] }],
  }),
  said(bia, today(300), 'Almoço na quinta?'),
  said(me, today(290), 'Bora! Aquele restaurante perto do parque, ao meio-dia e meia?'),
  said(bia, today(289), 'Fechado'),
  said(bia, today(289), '😋'),
  said(me, today(40), 'Vou reservar a mesa agora.', { status: 'read' }),
  said(me, today(12), 'Reservei para 12h30, mesa na varanda.', { status: 'delivered' }),
  said(me, today(6), 'Te mando o endereço já já.', { status: 'sent' }),
  said(me, today(1), 'Rua das Nuvens, 42', { status: 'pending', id: null, seq: null, canEdit: false, canDelete: false, canReact: false }),
  said(me, today(1), 'Ao lado da livraria.', {
    status: 'failed',
    id: null,
    seq: null,
    failure: { reason: 'You can no longer write to this person.' },
    canEdit: false,
    canDelete: false,
    canReact: false,
  }),
];

function conversation(id: string, title: string, at: number, more: Partial<ConversationItem>): ConversationItem {
  return {
    id,
    kind: 'DIRECT',
    title,
    photoUrl: null,
    colorKey: id,
    preview: null,
    draft: null,
    at,
    unreadCount: 0,
    unreadMentions: 0,
    muted: false,
    pinned: false,
    archived: false,
    markedUnread: false,
    notify: 'ALL',
    typing: [],
    peerId: id.startsWith('user-') ? id : null,
    presence: null,
    ...more,
  };
}

const from = (text: string, author: string | null = null) => ({ author, text, files: [], own: false, status: null, deleted: false });
const mine = (text: string, status: 'pending' | 'sent' | 'delivered' | 'read' | 'failed') => ({
  author: null,
  text,
  files: [],
  own: true,
  status,
  deleted: false,
});

export const conversations: ConversationItem[] = [
  conversation('launch', 'Launch crew', today(3), {
    kind: 'GROUP',
    preview: from('🚀', 'Rafael'),
    unreadCount: 4,
    unreadMentions: 1,
    pinned: true,
  }),
  conversation(bia.id, bia.displayName, today(1), { preview: mine('Rua das Nuvens, 42', 'pending'), presence: 'online' }),
  conversation(ana.id, ana.displayName, today(8), {
    preview: from('typing is shown instead of this'),
    typing: [ana.displayName],
    unreadCount: 1,
  }),
  conversation(tom.id, tom.displayName, today(55), { preview: mine('See you at the gate then', 'read'), presence: 'away' }),
  conversation('design', 'Design & research, everything about the new look', today(95), {
    kind: 'GROUP',
    preview: from('Here is the **second** draft, with the longer explanation of why the corners had to be rounder', 'Maximiliana'),
    unreadCount: 128,
    muted: true,
  }),
  conversation(rafael.id, rafael.displayName, today(200), { preview: from('Sent'), draft: 'I was just about to write that we' }),
  conversation(yulia.id, yulia.displayName, today(900), { preview: mine('Спасибо!', 'delivered') }),
  conversation(omar.id, omar.displayName, today(1500), { preview: from('شكراً جزيلاً') }),
  conversation('family', 'Família ❤️', today(3000), { kind: 'GROUP', preview: mine('Chego às oito!', 'sent') }),
  conversation(long.id, long.displayName, today(6000), { preview: { ...from(''), deleted: true } }),
  conversation(trick.id, trick.displayName, today(20000), { preview: from('Unpronounceable') }),
  conversation('book', 'Book club', today(600000), { kind: 'GROUP', preview: null }),
];

export const members: MemberRow[] = [
  { person: ana, role: 'OWNER', self: false, canRemove: false, roleChoices: [] },
  { person: me, role: 'ADMIN', self: true, canRemove: false, roleChoices: [] },
  { person: rafael, role: 'ADMIN', self: false, canRemove: true, roleChoices: ['OWNER', 'MEMBER'] },
  ...[tom, long, yulia, omar, trick].map((each) => ({
    person: each,
    role: 'MEMBER' as const,
    self: false,
    canRemove: true,
    roleChoices: ['OWNER' as const, 'ADMIN' as const],
  })),
];
