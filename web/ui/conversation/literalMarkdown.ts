type MarkdownNode = { type: string; value?: string; identifier?: string; label?: string | null; children?: MarkdownNode[] };

const blockParents = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

function makeLiteral(parent: MarkdownNode): void {
  parent.children = parent.children?.flatMap((node): MarkdownNode[] => {
    makeLiteral(node);
    if (node.type === 'html') {
      const text = { type: 'text', value: node.value ?? '' };
      return [blockParents.has(parent.type) ? { type: 'paragraph', children: [text] } : text];
    }
    if (node.type === 'footnoteReference') return [{ type: 'text', value: `[^${node.label ?? node.identifier ?? ''}]` }];
    if (node.type === 'footnoteDefinition') return node.children ?? [];
    return [node];
  });
}

/**
 * A remark plugin: raw HTML and footnotes stay the text that was typed. Without it the sanitizer would make "<b>" vanish,
 * and a chat must show what was said.
 */
export function keepLiteral() {
  return (tree: MarkdownNode): void => makeLiteral(tree);
}
