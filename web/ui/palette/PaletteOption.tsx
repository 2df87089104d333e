import {
  BellOff,
  BellRing,
  Check,
  Info,
  Keyboard,
  Languages,
  LogOut,
  Mail,
  MailOpen,
  MessageSquarePlus,
  Monitor,
  Moon,
  Pin,
  PinOff,
  Search,
  Settings,
  Sun,
  UserRound,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { classNames } from '../basics/classNames';
import { Keys } from '../basics/Keys';
import { UnreadBadge } from '../conversations/UnreadBadge';
import type { PaletteEntry, PaletteIcon } from '../view';

const icons: Record<PaletteIcon, LucideIcon> = {
  read: MailOpen,
  unread: Mail,
  mute: BellOff,
  unmute: BellRing,
  pin: Pin,
  unpin: PinOff,
  info: Info,
  search: Search,
  conversation: MessageSquarePlus,
  group: Users,
  profile: UserRound,
  settings: Settings,
  light: Sun,
  dark: Moon,
  system: Monitor,
  language: Languages,
  keyboard: Keyboard,
  signOut: LogOut,
};

type Props = { id: string; entry: PaletteEntry; active: boolean; onActive: () => void; onChoose: () => void };

export function PaletteOption({ id, entry, active, onActive, onChoose }: Props) {
  const { t } = useTranslation();
  const { look, title, detail } = entry;
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      // The focus, and the keyboard of a phone, stay with the field.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={onActive}
      onClick={onChoose}
      className={classNames('flex min-h-12 cursor-pointer items-center gap-3 rounded-2xl px-3 py-1.5', active && 'bg-accent-soft')}
    >
      {typeof look === 'string' ? <Icon name={look} /> : <Avatar {...look} />}
      <span className="min-w-0 flex-1">
        <bdi className="block truncate font-medium">{title}</bdi>
        {detail !== null && <bdi className="block truncate text-sm text-muted">{detail}</bdi>}
      </span>
      <UnreadBadge count={entry.unreadCount} marked={entry.markedUnread} muted={entry.muted} />
      {entry.current && <Check role="img" aria-label={t('palette.current')} className="size-5 shrink-0 text-accent" />}
      {entry.keys.length > 0 && <Keys keys={entry.keys} className="hidden hoverable:inline-flex" />}
    </div>
  );
}

function Icon({ name }: { name: PaletteIcon }) {
  const Shape = icons[name];
  return (
    <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
      <Shape aria-hidden className="size-5" />
    </span>
  );
}
