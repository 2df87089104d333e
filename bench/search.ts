// Searching: words that are common, rare, begun or nowhere, in one long conversation and over many, by people who are in all of them or in few:
// `npm run bench:search [messages=200000] [--quick] [--processes N] [--mongodb URI]`.
import { people } from '../tests/testkit/people.js';
import { compare, type Variants } from './compare.js';
import { openFilling, vocabulary, wordsPerMessage } from './filling.js';
import { pinApart } from './processes.js';
import { inParallel, printReport, readOptions, runBenchmark, type Row } from './report.js';

const options = readOptions({ count: 200_000, quickCount: 4_000 });
const perRoom = 200;
const roomCount = Math.ceil(options.count / perRoom);
const roomsOfFew = 5;
const hallCount = 100;
const perHall = options.count / hallCount;
const turns = options.quick ? { count: 1, roundsEach: 2 } : { count: 4, roundsEach: 25 };

const searchDocument = `query Search($query: String!) { searchMessages(query: $query) {
  edges { cursor node { id conversationId seq text createdAt author { id displayName } } } pageInfo { hasNextPage endCursor } } }`;

const [common = '', also = '', medium = '', other = '', rare = ''] = [0, 3, 100, 120, 15_000].map((rank) => vocabulary[rank]);
const queries: readonly (readonly [string, string])[] = [
  ['a word of most messages', common],
  ['a word of one message in a hundred', medium],
  ['a rare word', rare],
  ['a common and a rare word', `${common} ${rare}`],
  ['two common words', `${common} ${also}`],
  ['two words of one in a hundred each', `${medium} ${other}`],
  ['a common word and the beginning of another', `${common} ${medium.slice(0, 3)}`],
  ['three letters', medium.slice(0, 3)],
  ['one letter', medium.slice(0, 1)],
  ['a word that is nowhere', 'zzyzx'],
];

const filling = await openFilling();

await runBenchmark(
  options,
  async (server, baseline) => {
    // There is nothing bare to compare with: the first of each table is what the others are compared with.
    await baseline.stop();
    const { author, reader, regular, guest, member } = await people(server, 'author', 'reader', 'regular', 'guest', 'member');
    const long = await author.createGroup('Long', reader);
    const rooms = await inParallel(roomCount, 4, (place) =>
      author.createGroup(`Room ${place}`, ...(place < roomsOfFew ? [regular, guest] : [regular])),
    );
    await filling.fill(server, author, [long], options.count);
    const halls = await inParallel(hallCount, 4, (place) => author.createGroup(`Hall ${place}`, member));
    await filling.fill(server, author, rooms, roomCount * perRoom);
    await filling.fill(server, author, halls, hallCount * perHall);
    const pinning = pinApart(server);

    const rows: Row[] = [];
    for (const [person, where] of [
      [reader, `in one conversation of ${options.count}`],
      [member, `in ${hallCount} conversations of ${perHall}`],
      [regular, `in ${roomCount} conversations of ${perRoom}`],
      [guest, `in ${roomsOfFew} of the last`],
    ] as const) {
      const variants: Variants = queries.map(([name, query]) => [`${name}, ${where}`, () => person.request(searchDocument, { query })]);
      rows.push(...(await compare(server, turns, variants)));
    }
    printReport(
      `Search over ${options.count + roomCount * perRoom + hallCount * perHall} messages of ${wordsPerMessage} words, over HTTP, PROCESSES=${options.processes}.`,
      [
        `A page of 20, newest first; one search at a time on keep-alive connections; ${turns.count * turns.roundsEach} of each, after ${turns.roundsEach} that don't count`,
        `Pinning: ${pinning}`,
      ],
      ['p50 ms', 'p99 ms', 'CPU µs each', 'p50 ÷ first'],
      rows,
    );
  },
  filling.env,
);
