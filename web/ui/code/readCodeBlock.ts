type Node = { type: string; value?: string; tagName?: string; properties?: Record<string, unknown>; children?: readonly Node[] };

const languageClass = /^language-(.+)$/u;

/** What a `pre` of rendered Markdown holds: the code without its last line break, and the language that the fence names. */
export function readCodeBlock(pre: Node | undefined): { code: string; language: string | null } {
  const code = pre?.children?.find(({ tagName }) => tagName === 'code');
  const names = code?.properties?.['className'];
  const named = (Array.isArray(names) ? names : []).map((name) => languageClass.exec(String(name))?.[1]).find(Boolean);
  return { code: textOf(code ?? pre).replace(/\n$/u, ''), language: named?.toLowerCase() ?? null };
}

const textOf = (node: Node | undefined): string => node?.value ?? node?.children?.map(textOf).join('') ?? '';
