import { memo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { keepLiteral } from './literalMarkdown';
import type { ReactNode } from 'react';

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
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  table: ({ children }) => (
    <div className="message-table" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  input: ({ checked }) => <span aria-hidden>{checked ? '☑ ' : '☐ '}</span>,
};

const remarkPlugins = [[remarkGfm, { singleTilde: false }] as [typeof remarkGfm, { singleTilde: boolean }], keepLiteral];
const rehypePlugins = [rehypeSanitize];

/** The text of a message: Markdown without raw HTML; line breaks stay as they were typed. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  return (
    <div dir="auto" className="message-text">
      {mayHoldMarkdown.test(text) ? (
        <Markdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} components={components}>
          {text}
        </Markdown>
      ) : (
        <p>{text}</p>
      )}
    </div>
  );
});
