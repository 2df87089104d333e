import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyCode } from './CopyCode';

/** Longer code takes too long to be looked through while one scrolls. */
const longestColoured = 6_000;

// Colours are worth no error: where the part cannot be loaded, code stays as it is until the next start.
const ColouredCode = lazy(() =>
  import('./ColouredCode').then(({ ColouredCode }) => ({ default: ColouredCode })).catch(() => ({ default: PlainCode })),
);
const PlainCode = ({ code }: { code: string; language: string }) => <>{code}</>;

/** A fenced block: its language, a way to copy it, and the code, which scrolls sideways within. It stands at once; colours come later and move nothing. */
export function CodeBlock({ code, language }: { code: string; language: string | null }) {
  const { t } = useTranslation();
  const plain = <PlainCode code={code} language="" />;
  return (
    <div className="message-code" dir="ltr">
      <div className="flex h-8 items-center justify-between gap-2 pr-1 pl-3 text-xs text-muted select-none">
        <span className="min-w-0 truncate">{language ?? t('code.block')}</span>
        <CopyCode code={code} />
      </div>
      <pre tabIndex={0}>
        <code>
          {language === null || code.length > longestColoured ? (
            plain
          ) : (
            <Suspense fallback={plain}>
              <ColouredCode code={code} language={language} />
            </Suspense>
          )}
        </code>
      </pre>
    </div>
  );
}
