import { useEffect, useState, type ReactNode } from 'react';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import styles from './parts.module.css';
import { languages, usePageTexts, type PageTextKey } from './page-texts.tsx';
import { remember, remembered } from './remembered.ts';

export interface FramePlace {
  readonly href: string;
  readonly text: PageTextKey;
  readonly isHere: boolean;
}

interface FrameProps {
  readonly title: string;
  readonly places?: readonly FramePlace[];
  readonly links?: readonly { readonly href: string; readonly text: PageTextKey }[];
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

type Theme = 'light' | 'dark' | 'system';

/** The frame of a simulated platform's page. Its band says on every page that nothing here is real. */
export function Frame({ title, places = [], links = [], aside, children }: FrameProps) {
  const { t, language, changeLanguage } = usePageTexts();
  const [theme, setTheme] = useState<Theme>(() => {
    const kept = remembered('theme');
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  });
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    remember('theme', theme);
  }, [theme]);
  useEffect(() => {
    document.title = `${title} – ${t('frame.simulated')}`;
  }, [title, t]);
  return (
    <div className={styles.frame}>
      <header>
        <div className={styles.band} role="note">
          <strong>{t('frame.simulated')}</strong>
          <span>{t('frame.simulatedHelp')}</span>
        </div>
        <div className={styles.head}>
          <h1>{title}</h1>
          {links.map(({ href, text }) => (
            <a key={href} href={href}>
              {t(text)}
            </a>
          ))}
          <span className={styles.space} />
          {aside}
          <Segmented
            size="small"
            label={t('frame.language')}
            value={language}
            options={languages.map((value) => ({
              value,
              label: { en: 'English', nl: 'Nederlands', zh: '中文' }[value],
              icon: <span aria-hidden="true">{{ en: 'EN', nl: 'NL', zh: '中文' }[value]}</span>,
              lang: value,
            }))}
            onChange={changeLanguage}
          />
          <Segmented
            size="small"
            label={t('frame.theme')}
            value={theme}
            options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`frame.${value}`) }))}
            onChange={setTheme}
          />
        </div>
      </header>
      {places.length > 0 && (
        <nav className={styles.places} aria-label={title}>
          {places.map(({ href, text, isHere }) => (
            <a key={href} href={href} aria-current={isHere ? 'page' : undefined}>
              {t(text)}
            </a>
          ))}
        </nav>
      )}
      <main className={styles.main}>{children}</main>
    </div>
  );
}
