import { ChannelId } from '#shared/domain/ids.ts';
import type { SettingsDraft } from './draft.ts';
import type { FieldPath } from './draft-settings.ts';
import type { SettingsDraftState } from './settings-draft-store.ts';

type Place = Partial<Pick<SettingsDraftState, 'section' | 'calendarId' | 'openChannels'>>;

/** What has to be shown for a field to be seen. */
export function placeOf(path: FieldPath, draft: SettingsDraft, openChannels: readonly ChannelId[]): Place {
  const [part, which] = path;
  if (part === 'calendars') {
    const calendar = typeof which === 'number' ? draft.calendars[which] : undefined;
    return { section: 'calendars', ...(calendar === undefined ? {} : { calendarId: calendar.id }) };
  }
  if (part === 'channels') {
    const channelId = ChannelId.safeParse(which);
    if (!channelId.success || openChannels.includes(channelId.data)) return { section: 'channels' };
    return { section: 'channels', openChannels: [...openChannels, channelId.data] };
  }
  return { section: 'targets' };
}
