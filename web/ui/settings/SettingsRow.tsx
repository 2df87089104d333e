import type { ReactNode } from 'react';

type Props = { icon?: ReactNode; title: ReactNode; badge?: ReactNode; details: ReactNode[]; action?: ReactNode };

/** One thing of a list: a name, what there is to know of it, and what can be done with it. */
export function SettingsRow({ icon, title, badge, details, action }: Props) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-3 first:border-t-0 first:pt-0 last:pb-0">
      {icon && (
        <span className="flex size-10 shrink-0 items-center justify-center self-start rounded-full bg-sunken text-muted [&_svg]:size-5">
          {icon}
        </span>
      )}
      <div className="min-w-0 flex-1 basis-32">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium break-anywhere">{title}</span>
          {badge}
        </div>
        {details.filter(Boolean).map((detail, index) => (
          <div key={index} className="text-sm text-muted break-anywhere">
            {detail}
          </div>
        ))}
      </div>
      {action && <div className="-mr-2 ml-auto flex shrink-0 flex-wrap items-center justify-end">{action}</div>}
    </li>
  );
}
