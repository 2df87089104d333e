import { render, waitFor } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { MessageText } from '../conversation/MessageText';
import { highlight } from './highlight';

const source = 'const half = (n: number) => n / 2; // "half" <of> it';

describe('a code block', () => {
  test('stands at once as it was typed, and is the same text in colours', async () => {
    const text = `so:\n\n\`\`\`ts\n${source}\n\`\`\``;
    expect(renderToStaticMarkup(<MessageText text={text} />)).toContain('&quot;half&quot; &lt;of&gt; it</code>');
    // However long the part takes to load.
    await import('./ColouredCode');
    const { container } = render(<MessageText text={text} />);
    await waitFor(() => expect(container.querySelector('.hljs-keyword')?.textContent).toBe('const'));
    expect(container.querySelector('code')?.textContent).toBe(source);
  });

  test('without a language, in one that is unknown, or very long, keeps to one colour', async () => {
    const blocks = ['```\nlet a\n```', '```klingon\nlet a\n```', `\`\`\`js\n${'let a;\n'.repeat(900)}\`\`\``, '    let a'];
    const { container } = render(<MessageText text={blocks.join('\n\n')} />);
    await waitFor(() => expect(container.querySelectorAll('pre')).toHaveLength(4));
    await import('./ColouredCode');
    expect(container.querySelector('[class^="hljs"]')).toBeNull();
    expect(container.querySelectorAll('code')[1]?.textContent).toBe('let a');
  });

  test.each(['js', 'tsx', 'html', 'py', 'sh', 'yml', 'c++', 'golang', 'rs', 'cs', 'rb', 'kt'])('knows %s by its short name', (name) => {
    expect(highlight('x', name)).not.toBeNull();
  });

  test('in pieces is the whole code, whatever is in it', () => {
    for (const language of ['javascript', 'xml', 'bash', 'diff', 'yaml', 'css']) {
      const code = `<a href="x">&amp;</a>\n- ${source}\n\t${'`${'}${'{'.repeat(40)}\n`;
      expect(
        highlight(code, language)
          ?.map(({ text }) => text)
          .join(''),
      ).toBe(code);
    }
  });
});
