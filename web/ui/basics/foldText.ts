/** Case and accents folded, for comparing and finding words, as the server does: "São" → "sao". */
export function foldText(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .normalize('NFC');
}

const words = /[\p{L}\p{M}\p{N}]+/gu;

/** The words of a text, folded, and where each of them begins and ends in it. */
export const wordsOf = (text: string): { word: string; start: number; end: number }[] =>
  [...text.matchAll(words)].map(({ 0: found, index }) => ({ word: foldText(found), start: index, end: index + found.length }));
