import '../../i18n/settings-words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useFreshness } from '../../apollo/services';
import { useMediaQuery } from '../../ui/basics/useMediaQuery';
import { AppShell } from '../../ui/shell/AppShell';
import { SettingsNav } from '../../ui/settings/SettingsNav';
import { SettingsPage } from '../../ui/settings/SettingsPage';
import type { AppearanceSettingsProps } from '../../ui/settings/props';
import type { Person, SettingsSection } from '../../ui/view';
import { Account } from './account';
import { Appearance } from './appearance';
import { Notifications } from './notifications';
import { OwnData } from './own-data';
import { Privacy } from './privacy';
import { Bots } from './bots';
import { Sessions } from './sessions';
import { placeOf } from './settings-path';
import { Tokens } from './tokens';
import { Webhooks } from './webhooks';

type Props = { me: Person; preferences: AppearanceSettingsProps };

const hrefOf = (section: SettingsSection) => `/settings/${section}`;
const webhookHref = (id: string) => `${hrefOf('webhooks')}/${encodeURIComponent(id)}`;

/** List and page side by side, as the address says: /settings, /settings/:section. On a phone one of them. */
export function Settings({ me, preferences }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const freshness = useFreshness();
  const { pathname } = useLocation();
  const { section, id } = placeOf(pathname);
  const [left, setLeft] = useState<SettingsSection | null>(section);
  if (section !== null && section !== left) setLeft(section);
  const shown = section ?? 'account';
  const isWide = useMediaQuery('(min-width: 48rem)');
  const title = t(`settings.section.${shown}`);

  return (
    <AppShell
      pane={section === null ? 'list' : 'conversation'}
      sidebar={
        <SettingsNav
          me={me}
          current={section ?? (isWide ? shown : null)}
          left={left}
          freshness={freshness}
          hrefOf={hrefOf}
          onOpen={(next) => void navigate(hrefOf(next))}
          onBack={() => void navigate('/')}
        />
      }
      main={
        <SettingsPage
          key={pathname}
          title={title}
          freshness={freshness}
          onBack={() => void navigate(id === null ? '/settings' : hrefOf(shown))}
          backLabel={id === null ? undefined : t('settings.webhooks.back')}
        >
          {pageOf(shown)}
        </SettingsPage>
      }
      panel={null}
    />
  );

  function pageOf(which: SettingsSection) {
    switch (which) {
      case 'account':
        return <Account me={me} />;
      case 'privacy':
        return <Privacy />;
      case 'sessions':
        return <Sessions />;
      case 'appearance':
        return <Appearance {...preferences} />;
      case 'notifications':
        return <Notifications />;
      case 'tokens':
        return <Tokens me={me} />;
      case 'bots':
        return <Bots />;
      case 'webhooks':
        return (
          <Webhooks
            id={id}
            hrefOf={webhookHref}
            onOpen={(webhookId) => void navigate(webhookHref(webhookId))}
            onGone={() => void navigate(hrefOf('webhooks'), { replace: true })}
          />
        );
      case 'data':
        return <OwnData me={me} />;
    }
  }
}
