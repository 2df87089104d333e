import { memo, useMemo, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from '../code/CodeBlock';
import { readCodeBlock } from '../code/readCodeBlock';
import { keepLiteral } from './literalMarkdown';
import { markMentions, type MentionMarks } from '../mentions/markMentions';
import { Mention } from '../mentions/Mention';
import type { Person } from '../view';

/** Without any of these signs a text cannot hold Markdown or a link, and the parser is spared. */
const mayHoldMarkdown = /[*_~`#>|[\]()<&\\:@+=-]|www\.|^\s{0,3}\d+[.)]\s|\n\s*\n|^ {4}|\t/mu;

function ForeignLink({ href, children }: { href?: string; children?: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

const StrongLine = ({ children }: { children?: ReactNode }) => (
  <p>
    <strong>{children}</strong>
  </p>
);

/** Headings are strong lines (a message has no outline); images are links (foreign hosts learn nothing); wide things scroll. */
const components: Components = {
  a: ({ href, children }) => <ForeignLink href={href}>{children}</ForeignLink>,
  img: ({ src, alt }) => <ForeignLink href={typeof src === 'string' ? src : undefined}>{alt || src}</ForeignLink>,
  h1: StrongLine,
  h2: StrongLine,
  h3: StrongLine,
  h4: StrongLine,
  h5: StrongLine,
  h6: StrongLine,
  pre: ({ node }) => <CodeBlock {...readCodeBlock(node)} />,
  table: ({ children }) => (
    <div className="message-table" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  // The only spans there are: raw HTML is text.
  span: ({ node, children }) => {
    const id = node?.properties['dataMention'];
    return typeof id === 'string' ? <Mention id={id}>{children}</Mention> : <span>{children}</span>;
  },
  input: ({ checked }) => <span aria-hidden>{checked ? '☑ ' : '☐ '}</span>,
};

const remarkPlugins = [[remarkGfm, { singleTilde: false }] as [typeof remarkGfm, { singleTilde: boolean }], keepLiteral];
const rehypePlugins = [rehypeSanitize];
const nobody: readonly Person[] = [];

type Props = {
  text: string;
  /** Whom it mentions, by the server's word. */
  mentions?: readonly Person[];
  mentionsEveryone?: boolean;
};

/** The text of a message: Markdown without raw HTML; line breaks stay as they were typed. */
export const MessageText = memo(function MessageText({ text, mentions = nobody, mentionsEveryone = false }: Props) {
  const plugins = useMemo(() => {
    if (mentions.length === 0 && !mentionsEveryone) return rehypePlugins;
    const marks: MentionMarks = { ids: new Map(mentions.map(({ username, id }) => [username, id])), everyone: mentionsEveryone };
    return [rehypeSanitize, [markMentions, marks] as [typeof markMentions, MentionMarks]];
  }, [mentions, mentionsEveryone]);
  return (
    <div dir="auto" className="message-text">
      {mayHoldMarkdown.test(text) ? (
        <Markdown remarkPlugins={remarkPlugins} rehypePlugins={plugins} components={components}>
          {text}
        </Markdown>
      ) : (
        <p>{text}</p>
      )}
    </div>
  );
});
