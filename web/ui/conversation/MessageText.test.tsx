import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { MessageText } from './MessageText';
import { plainPreview } from './plainPreview';

const render = (text: string) => renderToStaticMarkup(<MessageText text={text} />);

describe('the text of a message', () => {
  test('keeps raw HTML as the text that was typed', () => {
    expect(render('<b>bold</b> and <script>alert(1)</script>')).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(render('<img src=x onerror=alert(1)>')).not.toContain('<img');
    expect(render('<div>\nblock\n</div>')).toContain('&lt;div&gt;');
  });

  test('opens links elsewhere and tells them nothing, and refuses scripts', () => {
    expect(render('see https://example.org')).toContain('<a href="https://example.org" target="_blank" rel="noopener noreferrer">');
    expect(render('[x](javascript:alert(1))')).not.toContain('javascript');
  });

  test('loads no image: it becomes a link', () => {
    const html = render('![a cat](https://example.org/cat.png)');
    expect(html).not.toContain('<img');
    expect(html).toContain('href="https://example.org/cat.png"');
    expect(html).toContain('a cat');
  });

  test('keeps line breaks and shows headings as strong lines', () => {
    expect(render('one\ntwo')).toContain('one\ntwo');
    expect(render('# Title')).toContain('<p><strong>Title</strong></p>');
  });

  test('keeps footnotes literal, for their ids would collide between messages', () => {
    const html = render('See[^1]\n\n[^1]: The note.');
    expect(html).toContain('[^1]');
    expect(html).toContain('The note.');
    expect(html).not.toContain('id=');
  });
});

test('a preview is one line without the marks of Markdown', () => {
  expect(plainPreview('**Bold** and `code`\n\n> quoted')).toBe('Bold and code quoted');
  expect(plainPreview('[a link](https://example.org) - done')).toBe('a link - done');
  expect(plainPreview('```ts\nlet x = 1;\n```')).toBe('let x = 1;');
  expect(plainPreview('| a | b |\n|:--|--:|\n| 1 | 2 |\n\nx || y | z')).toBe('a b 1 2 x || y | z');
  expect(plainPreview('|-|')).toBe('|-|');
  expect(plainPreview('2 * 3 * 4 = 24 and snake_case_name')).toBe('2 * 3 * 4 = 24 and snake_case_name');
});
