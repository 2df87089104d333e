import type { SettingsSection } from '../../ui/view';

const sections: readonly SettingsSection[] = [
  'account',
  'privacy',
  'sessions',
  'appearance',
  'notifications',
  'tokens',
  'bots',
  'webhooks',
  'data',
];

/** /settings/sessions → sessions; null for /settings, and for what is no section. */
export function sectionOf(pathname: string): SettingsSection | null {
  const name = pathname.split('/')[2];
  return sections.find((section) => section === name) ?? null;
}
