import { Link2, UserPlus, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { SearchField } from '../basics/SearchField';
import { PeopleSkeleton } from '../basics/Skeletons';
import type { GroupInfoPanelProps } from '../props';
import { MemberItem } from './MemberItem';

/** In a smaller group the eye is faster. */
const searchFromMembers = 16;

export function MembersSection(props: GroupInfoPanelProps) {
  const { t } = useTranslation();
  const { members, memberCount, query, loading = false } = props;
  return (
    <section className="mt-6" aria-label={t('info.members')}>
      <h3 className="px-2 pb-1 text-sm font-medium text-muted">{t('info.members')}</h3>
      {props.canManage && (
        <>
          <WayIn icon={UserPlus} label={t('people.addMembers')} onClick={props.onAddMembers} />
          <WayIn icon={Link2} label={t('invite.byLink')} onClick={props.onInvites} />
        </>
      )}
      {(memberCount >= searchFromMembers || query !== '') && (
        <div className="px-2 py-2">
          <SearchField label={t('group.searchMembers')} query={query} onQuery={props.onQuery} />
        </div>
      )}
      <ul>
        {members.map((member) => (
          <MemberItem key={member.person.id} member={member} onRemove={props.onRemove} onBan={props.onBan} onSetRole={props.onSetRole} />
        ))}
      </ul>
      {loading && <PeopleSkeleton />}
      {!loading && members.length === 0 && query.trim() !== '' && (
        <p role="status" className="px-2 py-6 text-center text-sm text-muted break-anywhere">
          {t('group.noMember', { query: query.trim() })}
        </p>
      )}
      {props.hasMoreMembers && !loading && (
        <Button tone="quiet" className="w-full" onClick={props.onLoadMoreMembers}>
          {t('info.moreMembers')}
        </Button>
      )}
    </section>
  );
}

function WayIn({ icon: Icon, label, onClick }: { icon: LucideIcon; label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 text-left font-medium text-accent transition-colors hover:bg-hover"
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft">
        <Icon aria-hidden className="size-5" />
      </span>
      {label}
    </button>
  );
}
