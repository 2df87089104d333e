import type { SettingsSection } from '../../ui/view';

/** In the order in which they are shown. */
export const settingsSections: readonly SettingsSection[] = [
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

export type SettingsPlace = { section: SettingsSection | null; id: string | null };

/** /settings/sessions → sessions; /settings/webhooks/7 → webhooks, 7; no section for /settings, and for what is none. */
export function placeOf(pathname: string): SettingsPlace {
  const [, , name, id = ''] = pathname.split('/');
  const section = settingsSections.find((each) => each === name) ?? null;
  return { section, id: section === 'webhooks' && id !== '' ? id : null };
}
