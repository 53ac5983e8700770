import { useState } from 'react';
import type { AccountRow, ChatLine } from '#shared/domain/setup/practice/account-state.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Lead, Problem } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import styles from './Phone.module.css';

interface PhoneProps {
  readonly account: AccountRow;
  readonly reload: () => Promise<void>;
}

const somebodyNew = '';

/** What stands in a bubble. WeChat's own notices come as their event's name, or in WeChat's words. */
function wordsOf({ direction, type, text, media }: ChatLine, t: ReturnType<typeof usePageTexts>['t']): string {
  if (media) {
    const size = Math.max(1, Math.round(media.sizeBytes / 1_024));
    return [t('phone.media', { kind: t(`phone.${media.type}`), size }), text].filter((part) => part !== '').join('\n');
  }
  if (direction === 'notice' && text === 'subscribe') return t('phone.followed');
  if (direction === 'notice' && text === 'unsubscribe') return t('phone.left');
  return text === '' ? `[${type}]` : text;
}

/** A customer's phone: follow the account, write, and see what comes back. */
export function Phone({ account, reload }: PhoneProps) {
  const { t, time } = usePageTexts();
  const [openid, setOpenid] = useState(account.customers[0]?.openid ?? somebodyNew);
  const { form, set, problem, rest, busy, submit } = useForm({ text: '' }, 'accountRefusal');
  const customer = account.customers.find((one) => one.openid === openid);
  const chat = customer?.chat ?? [];
  return (
    <Panel title={t('phone.title')}>
      <Lead>{t('phone.lead')}</Lead>
      <div className={parts.form}>
        <Choice
          label={t('phone.who')}
          value={openid}
          options={[
            { value: somebodyNew, label: t('phone.somebodyNew') },
            ...account.customers.map((one) => ({
              value: one.openid,
              label: `${one.nickname} · ${one.openid.slice(0, 8)}…`,
            })),
          ]}
          onChange={setOpenid}
        />
        <ol className={styles.chat} aria-label={t('phone.conversation')}>
          {chat.length === 0 && <li className={styles.notice}>{t('phone.empty')}</li>}
          {chat.map((line, place) => (
            <li key={`${line.at}-${place}`} className={styles[line.direction]}>
              <span>{wordsOf(line, t)}</span>
              {line.link && <span>{line.link.title}</span>}
              <small>{time(line.at)}</small>
            </li>
          ))}
        </ol>
        <form
          className={parts.form}
          onSubmit={(event) => {
            event.preventDefault();
            submit(async ({ text }) => {
              const body = openid === somebodyNew ? { text } : { customer: openid, text };
              const sent = await callServer<{ customer: string }>(
                'POST',
                `/administration/${account.appId}/messages`,
                body,
              );
              setOpenid(sent.customer);
              set({ text: '' });
              await reload();
            });
          }}
        >
          <TextField
            label={t('phone.text')}
            value={form.text}
            problem={problem('text')}
            onChange={(text) => set({ text })}
          />
          <Problem text={rest(['text'])} />
          <div className={parts.row}>
            <Button submit look="primary" busy={busy}>
              {t('phone.send')}
            </Button>
          </div>
        </form>
      </div>
    </Panel>
  );
}
