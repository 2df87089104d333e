/** Case and accents folded, for comparing and finding words, as the server does: "São" → "sao". */
export function foldText(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .normalize('NFC');
}
