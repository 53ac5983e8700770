import type { AlertNotice, AlertSettings } from '#shared/domain/alerts.ts';
import { cutToBytes } from './cut-to-bytes.ts';
import type { AlertText } from '../../ports/alert-sink.ts';

export type WebhookForm = AlertSettings['webhook']['form'];

/** WeCom: group robot, content of a text message, bytes. DingTalk takes more; a notice need not be longer there either. */
const longestChatText = 2_048;

/** What each receiver expects. Nothing in it is markup to any of them, and of a person there is a masked id at most. */
export const webhookBody: Readonly<Record<WebhookForm, (notice: AlertNotice, text: AlertText) => unknown>> = {
  json: (notice, text) => ({
    event: 'veerpont.alert',
    version: 1,
    id: notice.id,
    at: new Date(notice.at).toISOString(),
    kind: notice.kind,
    severity: notice.severity,
    title: text.title,
    lines: text.lines,
    channels: notice.channelIds.map((id, index) => ({ id, name: notice.channelNames[index] ?? null })),
    incidentIds: notice.incidentIds,
    state: notice.state,
    leg: notice.leg,
    code: notice.code,
    value: notice.value,
    since: notice.since === null ? null : new Date(notice.since).toISOString(),
    lastedMs: notice.lastedMs,
    sla:
      notice.sla === null
        ? null
        : { ...notice.sla, deadlineAt: new Date(notice.sla.deadlineAt).toISOString(), customer: notice.subject },
    certificate:
      notice.kind !== 'certificate'
        ? null
        : { name: notice.subject, validUntil: notice.since === null ? null : new Date(notice.since).toISOString() },
  }),
  // Slack: incoming webhooks; these three characters are the ones to escape in text.
  slack: (_notice, text) => ({
    text: whole(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    mrkdwn: false,
    link_names: false,
    unfurl_links: false,
  }),
  // Teams: a workflow that takes an adaptive card. Text runs are shown as they are; text blocks would read markdown.
  teams: (_notice, text) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: whole(text),
          body: [
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: text.title, weight: 'Bolder' }] },
            ...text.lines.map((line) => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: line }] })),
          ],
        },
      },
    ],
  }),
  // WeCom: group robot, message type text.
  wecom: (_notice, text) => ({ msgtype: 'text', text: { content: cutToBytes(whole(text), longestChatText) } }),
  // DingTalk: custom robot, message type text.
  dingtalk: (_notice, text) => ({
    msgtype: 'text',
    text: { content: cutToBytes(whole(text), longestChatText) },
    at: { atMobiles: [], atUserIds: [], isAtAll: false },
  }),
};

function whole({ title, lines }: AlertText): string {
  return [title, ...lines].join('\n');
}
