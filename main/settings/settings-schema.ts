import { z } from 'zod';
import { ConsoleSettings, SavedSearch, type Language } from '#shared/contract/console-contract.ts';

/** Where the window was, in screen points. */
export const WindowBounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1).max(100_000),
  height: z.number().int().min(1).max(100_000),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof WindowBounds>;

const port = z.number().int().min(0).max(65_535);

/** Ports the embedded relay listens on; 0: the system chooses at the next start, and that choice is kept. */
export const RelayPorts = z.object({
  public: port,
  admin: port,
  /** Of a listener for CXone alone; absent while there was none. */
  box: port.optional(),
});
export type RelayPorts = z.infer<typeof RelayPorts>;

/** Everything in settings.json. No secret stands here. */
export const StoredSettings = ConsoleSettings.extend({
  window: WindowBounds.nullable(),
  relayPorts: RelayPorts,
  /** Absent in files of the first version. */
  savedSearches: z.array(SavedSearch).max(50).default([]),
});
export type StoredSettings = z.infer<typeof StoredSettings>;

export function defaultSettings(language: Language): StoredSettings {
  return {
    theme: 'system',
    language,
    density: 'comfortable',
    savedSearches: [],
    window: null,
    relayPorts: { public: 0, admin: 0 },
  };
}

/** The first of the person's languages that the console speaks ('zh-Hans-CN' is Chinese); else English. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split(/[-_]/u)[0];
    if (language === 'nl' || language === 'zh' || language === 'en') return language;
  }
  return 'en';
}

/** Takes each field that is right from the first source that has it right. */
export function salvage(sources: readonly unknown[], fallback: StoredSettings): StoredSettings {
  const picked: Record<string, unknown> = { ...fallback };
  for (const [name, field] of Object.entries(StoredSettings.shape)) {
    for (const source of sources) {
      if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) continue;
      const parsed = field.safeParse((source as Record<string, unknown>)[name]);
      if (!parsed.success) continue;
      picked[name] = parsed.data;
      break;
    }
  }
  return StoredSettings.parse(picked);
}
