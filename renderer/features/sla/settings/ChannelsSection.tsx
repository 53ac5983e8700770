import { useState } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './ChannelsSection.module.css';
import {
  replaced,
  targetMsOf,
  type ChannelDraft,
  type PolicyDraft,
  type SettingsDraft,
  type TargetDraft,
} from './draft.ts';
import { PolicyEditor } from './PolicyEditor.tsx';
import { useSettingsDraft } from './settings-draft-store.ts';
import { useProblemCount, useSettingsForm } from './settings-form.tsx';

interface ChannelLineProps {
  readonly channelId: ChannelId;
  /** Null for one that has targets of its own and is not there any more. */
  readonly name: string | null;
  readonly own: ChannelDraft | undefined;
}

function withChannel(draft: SettingsDraft, channelId: ChannelId, part: Partial<ChannelDraft>): SettingsDraft {
  const index = draft.channels.findIndex((one) => one.channelId === channelId);
  const before = draft.channels[index] ?? { channelId, follows: true, policy: draft.global };
  const after = { ...before, ...part };
  return { ...draft, channels: index < 0 ? [...draft.channels, after] : replaced(draft.channels, index, after) };
}

function ChannelLine({ channelId, name, own }: ChannelLineProps) {
  const { t, format } = useTexts();
  const { change } = useSettingsForm();
  const isOpen = useSettingsDraft((state) => state.openChannels.includes(channelId));
  const openChannels = useSettingsDraft((state) => state.openChannels);
  const show = useSettingsDraft((state) => state.show);
  const problems = useProblemCount(['channels', channelId]);
  const isOwn = own?.follows === false;
  const shown = name ?? channelId;
  const length = (target: TargetDraft): string => {
    const ms = target.enabled ? targetMsOf(target) : null;
    return ms === null ? t('slaSettings.off') : format.duration(ms);
  };
  const open = (wanted: boolean): void =>
    show({ openChannels: wanted ? [...openChannels, channelId] : openChannels.filter((one) => one !== channelId) });
  const choose = (next: 'follows' | 'own'): void => {
    change((draft) => withChannel(draft, channelId, { follows: next === 'follows' }));
    if (next === 'own' && !isOpen) open(true);
  };
  const edit = (policy: PolicyDraft): void => change((draft) => withChannel(draft, channelId, { policy }));
  return (
    <li className={styles.channel}>
      <div className={styles.line}>
        <span className={styles.name} title={shown}>
          <SafeText text={shown} maxLength={160} />
          {name === null && <small>{t('slaSettings.unknownChannel')}</small>}
        </span>
        {isOwn && (
          <span className={styles.summary}>
            {t('slaSettings.ownSummary', {
              first: length(own.policy.firstResponse),
              solution: length(own.policy.solution),
            })}
          </span>
        )}
        {problems > 0 && <span className={styles.wrong}>{t('slaSettings.problems', { count: problems })}</span>}
        <Segmented<'follows' | 'own'>
          size="small"
          label={t('slaSettings.followsLabel', { name: shown })}
          value={isOwn ? 'own' : 'follows'}
          options={[
            { value: 'follows', label: t('slaSettings.follows') },
            { value: 'own', label: t('slaSettings.own') },
          ]}
          onChange={choose}
        />
        <span className={styles.toggle}>
          {isOwn && (
            <Button look="quiet" size="small" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
              {isOpen ? t('slaSettings.hide') : t('slaSettings.edit')}
            </Button>
          )}
        </span>
      </div>
      {isOwn && isOpen && (
        <div className={styles.editor}>
          <PolicyEditor path={['channels', channelId, 'policy']} policy={own.policy} onChange={edit} />
        </div>
      )}
    </li>
  );
}

/** Which channels follow, and the targets of those that do not. */
export function ChannelsSection() {
  const { t } = useTexts();
  const { draft } = useSettingsForm();
  const channels = useChannels();
  const known = useConsole((state) => state.channels);
  const [search, setSearch] = useState('');
  const byName = [...channels].sort((a, b) => a.name.localeCompare(b.name));
  const gone = draft.channels.filter(({ channelId, follows }) => !follows && known[channelId] === undefined);
  const wanted = search.trim().toLowerCase();
  const found = byName.filter(({ name }) => name.toLowerCase().includes(wanted));
  const ownOf = (id: ChannelId): ChannelDraft | undefined => draft.channels.find((one) => one.channelId === id);
  return (
    <Panel title={t('slaSettings.section.channels')}>
      <div className={styles.head}>
        <p className={styles.help}>{t('slaSettings.channelsHelp')}</p>
        {byName.length > 8 && (
          <div className={styles.search}>
            <TextField label={t('slaSettings.channelSearch')} value={search} onChange={setSearch} maxLength={100} />
          </div>
        )}
      </div>
      {byName.length + gone.length === 0 ? (
        <p className={styles.help}>{t('slaSettings.noChannels')}</p>
      ) : found.length + gone.length === 0 ? (
        <p className={styles.help}>{t('slaSettings.noneFound')}</p>
      ) : (
        <ul>
          {found.map(({ id, name }) => (
            <ChannelLine key={id} channelId={id} name={name} own={ownOf(id)} />
          ))}
          {gone.map(({ channelId }) => (
            <ChannelLine key={channelId} channelId={channelId} name={null} own={ownOf(channelId)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
