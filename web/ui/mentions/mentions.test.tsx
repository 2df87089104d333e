import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { MessageText } from '../conversation/MessageText';
import type { Person } from '../view';
import { insertMention, mentionAtCaret } from './caretMention';
import { findNames, namesEveryone, peopleNamedIn } from './mentionNames';
import { PeopleContext } from './PeopleContext';
import { rankPeople } from './rankPeople';

const person = (username: string, displayName = username): Person => ({ id: `id-${username}`, username, displayName, photoUrl: null });

/** The caret stands where the | is. */
const at = (marked: string) => mentionAtCaret(marked.replace('|', ''), marked.indexOf('|'));

describe('the name at the caret', () => {
  test('begins with an @ where a word may begin', () => {
    expect(at('@|')).toEqual({ from: 0, to: 1, query: '' });
    expect(at('hello @an|')).toEqual({ from: 6, to: 9, query: 'an' });
    expect(at('(@João|)')).toEqual({ from: 1, to: 6, query: 'João' });
    expect(at('@a|na, hello')).toEqual({ from: 0, to: 4, query: 'a' });
    expect(at(`@${'x'.repeat(32)}|`)).not.toBeNull();
  });

  test.each(['|@ana', '@ana |', 'me@ex|', '@@an|', 'https://x/@an|', `@${'x'.repeat(40)}|`, 'hello|'])('is none in %s', (text) => {
    expect(at(text)).toBeNull();
  });

  test.each(['`@an|', '`code @an|`', '```\n@an|', '```ts\nx\n@an|\n```', '~~~\n@an|', '``a ` @an|'])(
    'is none in the code of %j',
    (text) => {
      expect(at(text)).toBeNull();
    },
  );

  test.each(['`code` @an|', '```\ncode\n```\n@an|', '` \n\n@an|', '```a``` @an|'])('is one beside the code of %j', (text) => {
    expect(at(text)?.query).toBe('an');
  });

  test('is replaced whole, and one space follows', () => {
    const insert = (marked: string) => {
      const mention = at(marked);
      if (!mention) throw new Error('There is no name.');
      const { text, caret } = insertMention(marked.replace('|', ''), mention, 'ana-1');
      return `${text.slice(0, caret)}|${text.slice(caret)}`;
    };
    expect(insert('@an|')).toBe('@ana-1 |');
    expect(insert('hi @an| there')).toBe('hi @ana-1 |there');
    expect(insert('hi @a|n, there')).toBe('hi @ana-1 |, there');
    expect(insert('@an|\nnext')).toBe('@ana-1|\nnext');
  });
});

describe('who is offered', () => {
  const people = [person('bia.c', 'Bia Cardoso'), person('joao', 'João Ávila'), person('ana', 'Ana Beatriz'), person('x-ana', 'Xavier')];
  const offered = (query: string) => rankPeople(people, query).map(({ username }) => username);

  test('has a word that begins so, in the name or the username, whatever the accents', () => {
    expect(offered('avi')).toEqual(['joao']);
    expect(offered('JOÃ')).toEqual(['joao']);
    expect(offered('card')).toEqual(['bia.c']);
    expect(offered('ana')).toEqual(['ana', 'x-ana']);
    expect(offered('rdoso')).toEqual([]);
  });

  test('is everybody at the bare @, as they came, and never more than eight', () => {
    expect(offered('')).toEqual(people.map(({ username }) => username));
    expect(
      rankPeople(
        Array.from({ length: 20 }, (_, index) => person(`p${index}`)),
        'p',
      ),
    ).toHaveLength(8);
  });

  test('comes before others when the beginning matches', () => {
    expect(offered('b')).toEqual(['bia.c', 'ana']);
  });
});

describe('names in a text', () => {
  test('are the longest that fit', () => {
    expect(findNames('see @Ana. and @bia_2')).toEqual([
      { start: 4, names: ['ana.', 'ana'] },
      { start: 14, names: ['bia_2'] },
    ]);
    expect(peopleNamedIn('@ana. me@bia', [person('ana'), person('bia')])).toEqual([person('ana')]);
    expect(namesEveryone('hello @everyone!')).toBe(true);
    expect(namesEveryone('hello everyone')).toBe(false);
  });
});

describe('mentions in a message', () => {
  const render = (text: string, names: string[], everyone = false) =>
    renderToStaticMarkup(
      <PeopleContext value={{ viewerId: 'id-marina', onPerson: () => undefined }}>
        <MessageText text={text} mentions={names.map((name) => person(name))} mentionsEveryone={everyone} />
      </PeopleContext>,
    );
  const marked = (...given: Parameters<typeof render>) =>
    [...render(...given).matchAll(/class="mention"[^>]*>([^<]*)</g)].map(([, text]) => text);

  test('stand out where the server saw them, and nowhere else', () => {
    expect(marked('@ana and @nobody, **@Bia**. @ana.', ['ana', 'bia'])).toEqual(['@ana', '@Bia', '@ana']);
    expect(marked('`@ana` me@ana _@ana_ @anaé\n\n    @ana\n\n```\n@ana\n```', ['ana'])).toEqual([]);
    expect(marked('@ana', [])).toEqual([]);
    expect(marked('\\* @ana &amp; <b>@bia</b>', ['ana', 'bia'])).toEqual(['@ana', '@bia']);
    expect(marked('> one\n> @ana\n\n- @bia', ['ana', 'bia'])).toEqual(['@ana', '@bia']);
  });

  test('of everyone and of the viewer stand out more', () => {
    expect(render('@everyone', [], true)).toContain('<span class="mention" data-self="true">@everyone</span>');
    expect(marked('@everyone', [])).toEqual([]);
    expect(render('@marina @ana', ['marina', 'ana'])).toMatch(
      /<button[^>]*data-self[^>]*>@marina<.*<button type="button" class="mention">@ana</,
    );
  });

  test('keep the text as it was written', () => {
    const text = 'Hello @Ana, see @bia... and @caio';
    expect(render(text, ['ana', 'bia', 'caio']).replace(/<[^>]+>/g, '')).toBe(text);
  });
});
