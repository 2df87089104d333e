import { ArrowLeft, Info, Search } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { FreshnessLine } from '../basics/FreshnessLine';
import { IconButton } from '../basics/IconButton';
import { ConversationMenu } from '../conversations/ConversationMenu';
import { saysTheSame } from '../basics/keepSame';
import type { ConversationHeaderProps } from '../props';

/** The whole name opens the information (without a name there is none: nothing is known of it yet, or ever); the state of the line takes the subtitle's place while it is not in sync. */
export const ConversationHeader = memo(function ConversationHeader({
  title,
  subtitle,
  photoUrl,
  colorKey,
  kind,
  freshness,
  onBack,
  onInfo,
  onSearch,
  choices,
  onPreferences,
}: ConversationHeaderProps) {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <header className="z-10 flex h-16 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 md:px-4">
      <IconButton label={t('conversation.back')} icon={<ArrowLeft />} onClick={onBack} className="md:hidden" />
      {title === '' && <h1 className="sr-only">{t('brand.name')}</h1>}
      <button
        type="button"
        hidden={title === ''}
        onClick={onInfo}
        className="-ml-1 flex h-14 min-w-0 flex-1 items-center gap-3 rounded-2xl px-2 text-left transition-colors hover:bg-hover"
      >
        <Avatar name={title} photoUrl={photoUrl} colorKey={colorKey} group={kind === 'GROUP'} />
        <span className="min-w-0 flex-1">
          <span role="heading" aria-level={1} className="block truncate leading-tight font-semibold">
            <bdi>{title}</bdi>
          </span>
          {freshness.state === 'live' ? (
            <span className="block truncate text-[0.8125rem] text-muted">{subtitle}</span>
          ) : (
            <FreshnessLine freshness={freshness} />
          )}
        </span>
      </button>
      {title !== '' && (
        <>
          <IconButton label={t('search.inConversation')} icon={<Search />} onClick={onSearch} />
          {/* On a phone the name opens it. */}
          <IconButton label={t('conversation.info')} icon={<Info />} onClick={onInfo} className="max-sm:hidden" />
        </>
      )}
      {choices && (
        <ConversationMenu choices={choices} open={menuOpen} onOpenChange={setMenuOpen} onPreferences={onPreferences} className="size-10" />
      )}
    </header>
  );
}, saysTheSame);
