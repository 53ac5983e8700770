import { useState } from 'react';
import type { ChannelRow, TenantState } from '#shared/domain/setup/practice/tenant-state.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { CopyText } from '../parts/CopyText.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { ListAndForm } from '../parts/ListAndForm.tsx';
import { Lead, Problem, Warnings } from '../parts/Notes.tsx';
import { callServer, refusalOf } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import { removeEntry } from './remove-entry.ts';
import { useChosen } from './use-chosen.ts';
import { warningTexts } from './warnings.ts';
import type { TenantPartProps } from './tenant-part.ts';
import { personName } from './tenant-part.ts';

type PageName = 'add' | 'reconnect' | 'remove';

/** ACD > Digital > Points of contact. */
export function ChannelsPart({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const { id, row, choose } = useChosen('channels', state.channels, (channel) => channel.id);
  const registered = state.integrations.filter(({ isRegistered }) => isRegistered);
  return (
    <div className={styles.column}>
      <Panel title={t('channels.addTitle')}>
        <Lead>{t('channels.addHelp')}</Lead>
        {registered.length === 0 && <p className={styles.faint}>{t('channels.addNone')}</p>}
        <div className={styles.row}>
          {registered.map(({ integrationId, name }) => (
            <ActionButton
              key={integrationId}
              integrationId={integrationId}
              page="add"
              label={t('channels.addWith', { name })}
            />
          ))}
        </div>
      </Panel>
      <ListAndForm
        title={t('tenantPlaces.channels')}
        lead={t('channels.lead')}
        empty={t('channels.empty')}
        items={state.channels.map((channel) => ({
          id: channel.id,
          name: channel.name,
          note: channel.integrationName ?? '',
          warns: channel.warnings.length > 0,
        }))}
        chosen={id}
        onChoose={choose}
      >
        {row !== null && <ChannelEditor key={row.id} row={row} state={state} reload={reload} />}
      </ListAndForm>
    </div>
  );
}

interface ActionProps {
  readonly integrationId: string;
  readonly page: PageName;
  readonly channelId?: string;
  readonly label: string;
}

/** Opens a page of the middleware, as the tenant does: with a token that is good once. */
function ActionButton({ integrationId, page, channelId, label }: ActionProps) {
  const { t, refusal } = usePageTexts();
  const [problem, setProblem] = useState<string | null>(null);
  const [blockedUrl, setBlockedUrl] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    setProblem(null);
    setBlockedUrl(null);
    try {
      const body = channelId === undefined ? { page } : { page, channelId };
      const path = `/tenant/api/integrations/${integrationId}/action-page`;
      const { url } = await callServer<{ url: string }>('POST', path, body);
      const opened = window.open(url, '_blank');
      if (opened === null) setBlockedUrl(url);
      else opened.opener = null;
    } catch (thrown) {
      setProblem(refusal('tenantRefusal', refusalOf(thrown)));
    }
  };
  return (
    <>
      <Button onClick={() => void open()}>{label}</Button>
      {blockedUrl !== null && (
        <a href={blockedUrl} target="_blank" rel="noreferrer">
          {t('channels.openBlocked')}
        </a>
      )}
      <Problem text={problem} />
    </>
  );
}

interface EditorProps {
  readonly row: ChannelRow;
  readonly state: TenantState;
  readonly reload: () => Promise<void>;
}

function ChannelEditor({ row, state, reload }: EditorProps) {
  const { t } = usePageTexts();
  const { form, set, problem, rest, busy, done, submit } = useForm(
    { scriptId: row.scriptId ?? '', defaultSkillId: row.defaultSkillId ?? '' },
    'tenantRefusal',
  );
  const path = `/tenant/api/channels/${row.id}`;
  const isRegistered = state.integrations.some((one) => one.integrationId === row.integrationId && one.isRegistered);
  const named = ({ id, name }: { id: string; name: string }): { value: string; label: string } => ({
    value: id,
    label: name,
  });
  return (
    <Panel title={row.name}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async ({ scriptId, defaultSkillId }) => {
            await callServer('PUT', path, { scriptId: scriptId || null, defaultSkillId: defaultSkillId || null });
            await reload();
          });
        }}
      >
        <CopyText label={t('channels.id')} value={row.id} />
        <CopyText label={t('channels.platformId')} value={row.idOnExternalPlatform} />
        <Warnings texts={warningTexts(row.warnings, t)} />
        <Choice
          label={t('channels.script')}
          value={form.scriptId}
          options={[{ value: '', label: t('frame.notChosen') }, ...state.scripts.map(named)]}
          problem={problem('scriptId')}
          onChange={(scriptId) => set({ scriptId })}
        />
        <Choice
          label={t('channels.skill')}
          help={t('channels.skillHelp')}
          value={form.defaultSkillId}
          options={[{ value: '', label: t('frame.notChosen') }, ...state.skills.map(named)]}
          problem={problem('defaultSkillId')}
          onChange={(defaultSkillId) => set({ defaultSkillId })}
        />
        <p role="status">{routeText(row, state, t)}</p>
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(['scriptId', 'defaultSkillId'])}
          group="tenantRefusal"
          onRemove={() => removeEntry(path, reload)}
        />
      </form>
      {isRegistered && (
        <div className={styles.row}>
          {(['reconnect', 'remove'] as const).map((page) => (
            <ActionButton
              key={page}
              integrationId={row.integrationId}
              page={page}
              channelId={row.id}
              label={t(`channels.${page}`)}
            />
          ))}
          <p className={styles.note}>{t('channels.actionHelp')}</p>
        </div>
      )}
    </Panel>
  );
}

/** Where a new case goes, and to whom. */
function routeText({ route }: ChannelRow, state: TenantState, t: ReturnType<typeof usePageTexts>['t']): string {
  if (route.kind === 'backlog') return t('channels.routeBacklog');
  const people = state.users.filter((user) => route.userIds.includes(user.id)).map(personName);
  const who = people.length === 0 ? t('channels.nobody') : people.join(', ');
  if (route.kind === 'queue') {
    const queue = state.queues.find(({ id }) => id === route.queueId)?.name ?? '';
    return t(route.isFallback ? 'channels.routeFallback' : 'channels.routeQueue', { queue, who });
  }
  return t('channels.routeSkill', { skill: state.skills.find(({ id }) => id === route.skillId)?.name ?? '', who });
}
