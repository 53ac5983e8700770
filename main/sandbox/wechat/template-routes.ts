import { objectOf, stringOf } from '../kit/json.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import type { Account } from './accounts.ts';
import { jsonBody } from './api-context.ts';
import type { ApiContext, ApiResult } from './api-context.ts';
import { ApiRefusal } from './errors.ts';

/** A template the account's owner was granted; `{{field.DATA}}` stands for a value of the message. */
export interface MessageTemplate {
  templateId: string;
  title: string;
  content: string;
}

/** What every simulated account has. */
export const sampleTemplates: readonly MessageTemplate[] = [
  {
    templateId: 'sbxParcelNotice_0000000000000000000000000001',
    title: 'Parcel notice',
    content: '{{first.DATA}}\nParcel: {{keyword1.DATA}}\nState: {{keyword2.DATA}}\n{{remark.DATA}}',
  },
  {
    templateId: 'sbxAnswerReady__0000000000000000000000000002',
    title: 'Answer ready',
    content: '{{thing1.DATA}}\n{{time2.DATA}}',
  },
];

/** The platform's own words for what became of a template message, later pushed as TEMPLATESENDJOBFINISH. */
export type TemplateVerdict = 'success' | 'failed:user block' | 'failed: system failed';

const verdictDelayMs = 1_000;

/**
 * `POST /cgi-bin/message/template/send`: outside any reply window, to followers only. Accepted at once with a msgid of
 * more digits than a double holds; whether it arrived is pushed later.
 */
export function sendTemplate(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const body = jsonBody(request);
  const follower = account.followers.get(stringOf(body.touser) ?? '');
  if (!follower) throw new ApiRefusal(40003);
  const template = account.templates.find(({ templateId }) => templateId === body.template_id);
  if (!template) throw new ApiRefusal(40037);
  if (!follower.follows || follower.isBlacklisted) throw new ApiRefusal(43004);
  const text = filled(template, objectOf(body.data));
  const msgId = context.random.text(1, '23456789') + context.random.text(18, '0123456789');
  const at = context.clock.stampNow();
  const url = stringOf(body.url);
  account.sends.accepted += 1;
  context.sends.emit({ kind: 'accepted', account, follower, type: 'template', text, at });

  context.clock.after(verdictDelayMs, () => {
    const failed = context.faults.isEmpty ? undefined : context.faults.take('templateFails', [account.options.key]);
    const verdict: TemplateVerdict = failed
      ? 'failed: system failed'
      : follower.blocks || !follower.follows
        ? 'failed:user block'
        : 'success';
    if (verdict === 'success') {
      const link = url === undefined || url === '' ? {} : { link: { title: template.title, url } };
      const { title } = template;
      follower.chat.push({ direction: 'out', at, type: 'template', text: `${title}\n${text}`, msgId: null, ...link });
    }
    context.templateVerdicts.emit({ account, follower, msgId, verdict });
  });
  // Written by hand: the number has more digits than JavaScript's.
  const answer = `{"errcode":0,"errmsg":"ok","msgid":${msgId}}`;
  return { file: { status: 200, headers: { 'content-type': 'application/json; encoding=utf-8' }, body: answer } };
}

/** The text with its values; 47003 when one is missing, as the platform says it. */
function filled(template: MessageTemplate, data: Record<string, unknown>): string {
  return template.content.replaceAll(/\{\{(\w+)\.DATA\}\}/g, (_whole, field: string) => {
    const value = stringOf(objectOf(data[field]).value);
    if (value === undefined || value === '') {
      throw new ApiRefusal(47003, `argument invalid! data.${field}.value is emtpy`);
    }
    return value;
  });
}
