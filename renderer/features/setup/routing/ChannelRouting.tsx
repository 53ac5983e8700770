import { useState } from 'react';
import type { SetupBook, SetupView } from '#shared/domain/setup/book.ts';
import type { ChannelForm, TenantThing } from '#shared/domain/setup/channel-form.ts';
import { nameOf } from '#shared/setup/book-names.ts';
import { reachOf, type RoutingFinding } from '#shared/setup/routing-rules.ts';
import { routingSentences } from '#shared/setup/routing-sentences.ts';
import { setupChannelHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { FindingList } from '../parts/FindingNote.tsx';
import { Instructions } from '../parts/Instructions.tsx';
import { useDraft } from '../use-draft.ts';
import { RoutingTicks } from './RoutingTicks.tsx';
import { routingInstruction } from './routing-words.ts';
import styles from './Routing.module.css';

interface ChannelRoutingProps {
  readonly channelId: string;
  readonly view: SetupView;
  readonly findings: readonly RoutingFinding[];
}

/** How one channel's cases find agents, what is wrong with that, and the clicks that make it so. */
export function ChannelRouting({ channelId, view, findings }: ChannelRoutingProps) {
  const { t } = useTexts();
  const { book, given } = view;
  const [open, setOpen] = useState(false);
  const draft = useDraft('channel', channelId);
  if (draft === null) return null;
  const { form, change } = draft;
  const name = form.name.trim() === '' ? t('setupCheck.unnamed') : form.name;
  const steps = routingSentences(book, channelId, given.channels).map((step) => routingInstruction(t, step));
  return (
    <li className={styles.channel}>
      <div className={styles.channelHead}>
        <h3>
          <SafeText text={name} maxLength={160} />
        </h3>
        <Segmented<ChannelForm['routing']>
          size="small"
          label={t('setupRouting.wayOf', { name })}
          value={form.routing}
          options={[
            { value: 'script', label: t('setupRouting.script') },
            { value: 'queues', label: t('setupRouting.queues') },
          ]}
          onChange={(routing) => change({ routing })}
        />
      </div>
      <dl className={styles.facts}>
        <Thing label={t('setupRouting.defaultScript')} thing={form.script} />
        <Thing label={t('setupRouting.defaultSkill')} thing={form.skill} />
        {form.routing === 'queues' && <Reach channelId={channelId} book={book} />}
      </dl>
      <FindingList findings={findings} label={t('setupRouting.findingsOf', { name })} />
      <div className={styles.acts}>
        <ButtonLink size="small" href={setupChannelHref(channelId, 'routing')}>
          {t('setupRouting.toChannel')}
        </ButtonLink>
        <Button size="small" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'setupRouting.hideClicks' : 'setupRouting.showClicks')}
        </Button>
      </div>
      {open && (
        <div className={styles.clicks}>
          <Instructions title={t('setupRouting.clicksFor', { name })} steps={steps} />
        </div>
      )}
      <RoutingTicks book={book} channelId={channelId} name={name} />
    </li>
  );
}

function Thing({ label, thing }: { readonly label: string; readonly thing: TenantThing }) {
  const { t } = useTexts();
  const name = nameOf(thing);
  return (
    <div>
      <dt>{label}</dt>
      <dd data-missing={name === '' || undefined}>
        {name === '' ? t('setupRouting.notChosen') : <SafeText text={name} maxLength={160} />}
      </dd>
    </div>
  );
}

/** Which queues take the channel's messages, as far as it can be known from what is written down. */
function Reach({ channelId, book }: { readonly channelId: string; readonly book: SetupBook }) {
  const { t } = useTexts();
  const lines = book.queues.flatMap((queue) => {
    const reach = reachOf(queue, channelId);
    return reach === 'no' ? [] : [t(`setupRouting.reach.${reach}`, { name: nameOf(queue) })];
  });
  const fallback = book.queues.find(({ isFallback }) => isFallback);
  const shown =
    lines.length > 0
      ? lines.join(', ')
      : fallback === undefined
        ? t('setupRouting.reach.none')
        : t('setupRouting.reach.fallback', { name: nameOf(fallback) });
  return (
    <div>
      <dt>{t('setupRouting.reachedBy')}</dt>
      <dd data-missing={lines.length === 0 || undefined}>{shown}</dd>
    </div>
  );
}
