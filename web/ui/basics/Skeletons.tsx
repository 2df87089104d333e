import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './classNames';

const lineWidths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-3/4', 'w-1/3', 'w-2/3', 'w-1/2', 'w-2/5'];

function Waiting({ children, className }: { children: ReactNode; className?: string }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={className}>
      <span className="sr-only">{t('ui.loading')}</span>
      {children}
    </div>
  );
}

export function ConversationListSkeleton({ count = 8 }: { count?: number }) {
  return (
    <Waiting className="px-2">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} aria-hidden className="flex h-[4.5rem] items-center gap-3 px-3">
          <div className="shimmer size-12 shrink-0" />
          <div className="flex flex-1 flex-col gap-2.5">
            <div className={classNames('shimmer h-3', lineWidths[index % lineWidths.length])} />
            <div className={classNames('shimmer h-2.5', lineWidths[(index + 3) % lineWidths.length])} />
          </div>
        </div>
      ))}
    </Waiting>
  );
}

const bubbleShapes = [
  'w-40 h-10',
  'w-64 h-16',
  'w-52 h-10 ml-auto',
  'w-36 h-10',
  'w-72 h-16 ml-auto',
  'w-44 h-10 ml-auto',
  'w-60 h-16',
  'w-32 h-10',
];

export function MessageListSkeleton() {
  return (
    <Waiting className="mt-auto flex flex-col gap-2 p-4">
      {bubbleShapes.map((shape, index) => (
        <div key={index} aria-hidden className={classNames('shimmer max-w-[80%] rounded-2xl! bg-surface!', shape)} />
      ))}
    </Waiting>
  );
}

export function PeopleSkeleton({ count = 3 }: { count?: number }) {
  return (
    <Waiting>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} aria-hidden className="flex h-14 items-center gap-3 px-2">
          <div className="shimmer size-10 shrink-0" />
          <div className={classNames('shimmer h-3', lineWidths[index % lineWidths.length])} />
        </div>
      ))}
    </Waiting>
  );
}
