import type { AppInfo, Language } from '#shared/contract/console-contract.ts';
import type { CustomerName } from '#shared/domain/message-search.ts';
import type { Exchange } from '#shared/domain/message-view.ts';
import type { MessageStory } from '#shared/domain/message.ts';
import { createI18n, languageTags } from '#renderer/i18n/i18n.ts';
import { createFormat } from '#renderer/lib/format.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';

/** What a note is written from: everything of it masked, whatever is revealed on screen. */
export interface NoteSource {
  readonly story: MessageStory;
  readonly name: CustomerName | null;
  readonly channelName: string;
  readonly exchanges: readonly Exchange[];
  /** Null while it is not known. */
  readonly app: Pick<AppInfo, 'version' | 'electron' | 'chromium' | 'node' | 'platform'> | null;
  /** IANA zone in which times are written. */
  readonly timeZone: string;
}

/** Texts and formats of a note's language, which may be another than the window's. */
export function noteTexts(language: Language, timeZone: string): Pick<Texts, 't' | 'format'> {
  const { t } = createI18n(language);
  return { t, format: createFormat(t, languageTags[language], timeZone) };
}
