/** The cloud of favicon.svg, without its dots. */
const cloud =
  'M14.6 39.5c-.5 0-.9.3-1.2.7l-3.6 4.6c-.7.9-2.1.4-2.1-.7l.1-6.2c0-.5-.3-1-.7-1.3A11.6 11.6 0 0 1 2 27c0-5.9 4.3-10.8 10-11.7.5-.1.9-.4 1.1-.9A13.5 13.5 0 0 1 25.3 5.5c6 0 11.1 3.9 12.9 9.3.2.5.6.8 1 .9A11.9 11.9 0 0 1 35.5 39.5Z';

/** The tab's icon with the number on it: two digits are all that can be read at 16 px. */
export function badgeIcon(unreadTotal: number): string {
  const text = unreadTotal > 99 ? '99' : String(unreadTotal);
  const width = text.length > 1 ? 34 : 26;
  const left = 48 - width;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path fill="#0e62c2" d="${cloud}"/><rect x="${left}" y="20" width="${width}" height="28" rx="13" fill="#c62b3c" stroke="#fff" stroke-width="2"/><text x="${left + width / 2}" y="42" fill="#fff" font-family="sans-serif" font-size="23" font-weight="700" text-anchor="middle">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
