import { useEffect, useRef } from 'react';
import { CircleCheck, CloudAlert, LoaderCircle, Mail } from 'lucide-react';
import { buttonLook } from '../basics/buttonLook';
import { PlainLink } from '../basics/PlainLink';
import { Button } from '../basics/Button';
import type { AuthNoticeViewProps } from '../props';
import { AuthLayout } from './AuthLayout';

const icons = { waiting: LoaderCircle, done: CircleCheck, mail: Mail, failed: CloudAlert };
const tints = { waiting: 'animate-spin text-muted', done: 'text-success', mail: 'text-accent', failed: 'text-muted' };

/** A page that only says how something went, and where to go from there. */
export function AuthNoticeView({ mood, title, text, links, action, ...choice }: AuthNoticeViewProps) {
  const Icon = icons[mood];
  const heading = useRef<HTMLHeadingElement>(null);
  // What it came to is said: it takes the place of a form that had the focus, or of a wait. Not when only the language changes.
  useEffect(() => {
    if (mood !== 'waiting') heading.current?.focus();
  }, [mood]);
  return (
    <AuthLayout
      {...choice}
      heading={heading}
      title={title}
      lead={text}
      icon={<Icon aria-hidden className={`size-10 ${tints[mood]}`} strokeWidth={1.5} />}
    >
      <div className="flex flex-col gap-2">
        {action && <Button onClick={action.onAction}>{action.label}</Button>}
        {links.map(({ label, ...link }, index) => (
          <PlainLink key={link.href} {...link} className={buttonLook(index === 0 && !action ? 'primary' : 'quiet')}>
            {label}
          </PlainLink>
        ))}
      </div>
    </AuthLayout>
  );
}
