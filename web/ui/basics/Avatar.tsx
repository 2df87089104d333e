import { User, Users } from 'lucide-react';
import { useState } from 'react';
import { classNames } from './classNames';
import { hueOf, initialsOf } from './portrait';

const sizes = { small: 'size-8 text-xs', medium: 'size-10 text-sm', large: 'size-12 text-base', huge: 'size-24 text-3xl' };

type Props = { name: string; photoUrl: string | null; colorKey: string; size?: keyof typeof sizes; group?: boolean; className?: string };

/** Decoration beside a written name, so it has no accessible name of its own. A photo that fails to load gives way to initials. */
export function Avatar({ name, photoUrl, colorKey, size = 'medium', group = false, className }: Props) {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const hue = hueOf(colorKey);
  const initials = initialsOf(name);
  const Fallback = group ? Users : User;
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full font-semibold tracking-tight select-none',
        sizes[size],
        className,
      )}
      style={{ background: `var(--hue-${hue})`, color: `var(--hue-${hue}-ink)` }}
    >
      {photoUrl && photoUrl !== brokenUrl ? (
        <img src={photoUrl} alt="" className="size-full object-cover" onError={() => setBrokenUrl(photoUrl)} />
      ) : (
        initials || <Fallback className="size-1/2" />
      )}
    </span>
  );
}
