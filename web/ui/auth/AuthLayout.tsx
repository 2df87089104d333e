import { useId, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../basics/Logo';
import { OverlayHome } from '../basics/OverlayHome';
import type { LanguageChoice } from '../props';
import { CloudScene } from './CloudScene';
import { LanguageSwitch } from './LanguageSwitch';

/** `heading`: for who moves the focus there. It is read with the lead. */
type Props = LanguageChoice & { title: string; lead: string; icon?: ReactNode; heading?: Ref<HTMLHeadingElement>; children: ReactNode };

/** A split screen: the sky with our promise on the left from 768 px on, the form on the right; on phones a strip of sky above it. */
export function AuthLayout({ title, lead, icon, heading, language, onLanguage, children }: Props) {
  const { t } = useTranslation();
  const leadId = useId();
  return (
    <div className="flex h-dvh flex-col overflow-y-auto bg-surface md:flex-row md:overflow-hidden">
      <header className="auth-sky relative isolate h-32 shrink-0 overflow-hidden md:h-auto md:w-[44%] lg:w-1/2">
        <CloudScene />
        <div className="relative flex h-full flex-col justify-center px-6 md:justify-start md:p-10 lg:p-14">
          <p className="flex items-center gap-2.5 text-lg font-semibold text-sky-ink">
            <Logo className="size-8" />
            {t('brand.name')}
          </p>
          <div className="mt-12 hidden max-w-md md:block lg:mt-16">
            <p className="text-3xl leading-tight font-semibold tracking-tight text-balance text-sky-ink lg:text-[2.625rem]">
              {t('brand.promise')}
            </p>
            <p className="mt-4 max-w-sm text-base text-sky-ink lg:text-lg">{t('brand.promiseText')}</p>
          </div>
        </div>
      </header>
      <main className="relative z-10 -mt-6 flex flex-1 flex-col rounded-t-3xl bg-surface px-6 pt-8 pb-6 md:mt-0 md:overflow-y-auto md:rounded-none md:px-10">
        <div className="mx-auto my-auto w-full max-w-[23rem]">
          {icon && <div className="mb-4">{icon}</div>}
          <h1
            ref={heading}
            tabIndex={heading ? -1 : undefined}
            aria-describedby={heading ? leadId : undefined}
            className="text-2xl font-semibold tracking-tight break-anywhere outline-none md:text-[1.75rem]"
          >
            {title}
          </h1>
          <p id={leadId} className="mt-1.5 mb-7 text-muted break-anywhere">
            {lead}
          </p>
          {children}
        </div>
        <div className="mx-auto mt-6 flex justify-center">
          <LanguageSwitch language={language} onLanguage={onLanguage} />
        </div>
        <OverlayHome />
      </main>
    </div>
  );
}
