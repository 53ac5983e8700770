import type { AlertText } from '#relay/ports/alert-sink.ts';
import type { RelayNotice } from '#relay/alerts/alert-state.ts';
import { ChannelId } from '#shared/domain/ids.ts';

export const noticeAt = Date.parse('2026-01-14T11:05:00Z');

export const aNotice: RelayNotice = {
  id: 'notice-1',
  at: noticeAt,
  kind: 'opened',
  severity: 'urgent',
  incidentIds: ['incident-1'],
  channelIds: [ChannelId.parse('shop-nl')],
  channelNames: ['Shop NL'],
  state: 'action_required',
  leg: 'wechatOut',
  code: 'WECHAT_SECRET_INVALID',
  value: null,
  since: Date.parse('2026-01-14T11:00:00Z'),
  lastedMs: null,
  subject: null,
  sla: null,
  owner: 'wechat_admin',
};

export const aText: AlertText = { title: 'Veerpont · Shop <NL> & co: broken', lines: ['Since noon.', '微信 refuses.'] };
