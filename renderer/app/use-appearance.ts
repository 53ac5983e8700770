import { useEffect } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { languageTags } from '#renderer/i18n/i18n.ts';

/** Carries the settings to where CSS and the texts read them: attributes of the root element, and the language. */
export function useAppearance(): void {
  const settings = useConsole((state) => state.settings);
  const { language, changeLanguage } = useTexts();
  useEffect(() => {
    if (settings === null) return;
    const root = document.documentElement;
    if (settings.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = settings.theme;
    root.dataset['density'] = settings.density;
    root.lang = languageTags[settings.language];
    if (language !== settings.language) changeLanguage(settings.language);
  }, [settings, language, changeLanguage]);
}
