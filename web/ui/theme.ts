import type { Theme } from './view';

/** The address bar of phones follows the app; the same values as `--surface` in styles.css. */
const barColors = { light: '#ffffff', dark: '#121d2b' };

/** Puts the chosen theme on <html>; "system" leaves the choice to prefers-color-scheme. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme);
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = barColors[theme === 'system' ? own : theme];
  }
}
