import type { AddressForm, SetupView } from '#shared/domain/setup/book.ts';
import type { Sighting, SightingKind } from '#shared/domain/setup/sighting.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { outsideState, type OutsideState } from './outside-state.ts';
import styles from './Outside.module.css';

const looks: Readonly<Record<OutsideState, { readonly tone: Tone; readonly sign: SignName }>> = {
  none: { tone: 'idle', sign: 'ring' },
  wrong: { tone: 'bad', sign: 'cross' },
  waiting: { tone: 'info', sign: 'cycle' },
  half: { tone: 'warn', sign: 'half' },
  proven: { tone: 'ok', sign: 'check' },
  failing: { tone: 'bad', sign: 'triangle' },
};

interface Subject {
  readonly owner: Sighting['owner'];
  readonly id: string;
  readonly name: string;
  readonly kind: Extract<SightingKind, 'webhook_verified' | 'token_fetched'>;
}

/** Whose calls prove the address: WeChat's for each channel, CXone's for each integration. */
function subjectsOf({ book, given }: SetupView): readonly Subject[] {
  const channels = [...book.channels.map(({ draft }) => draft), ...given.channels];
  const integrations = [...book.integrations.map(({ draft }) => draft), ...given.integrations];
  return [
    ...channels.map(({ id, name }) => ({ owner: 'channel', id, name, kind: 'webhook_verified' }) as const),
    ...integrations.map(({ id, name }) => ({ owner: 'integration', id, name, kind: 'token_fetched' }) as const),
  ];
}

function ProofLine({ subject }: { readonly subject: Subject }) {
  const { t, format } = useTexts();
  const now = useNow();
  const seen = useConsole((state) =>
    state.sightings.find(
      ({ owner, ownerId, kind }) => owner === subject.owner && ownerId === subject.id && kind === subject.kind,
    ),
  );
  return (
    <li className={styles.proof}>
      <strong>
        <SafeText text={subject.name.trim() === '' ? t('setup.unnamed') : subject.name} maxLength={80} />
      </strong>
      <StateBadge tone={seen === undefined ? 'info' : 'ok'} sign={seen === undefined ? 'cycle' : 'check'} size="small">
        {seen === undefined ? t('setup.sighting.waiting') : t('setup.sighting.seen')}
      </StateBadge>
      <span>
        {seen === undefined
          ? t(`setup.sighting.never.${subject.kind}`)
          : t(`setup.sighting.at.${subject.kind}`, { time: format.moment(seen.lastAt, now) })}
      </span>
    </li>
  );
}

interface ProofPanelProps {
  readonly view: SetupView;
  readonly form: AddressForm;
}

/** Whether the platforms have really come in. They are the only ones who can tell. */
export function ProofPanel({ view, form }: ProofPanelProps) {
  const { t } = useTexts();
  const sightings = useConsole((state) => state.sightings);
  const channels = useConsole((state) => state.channels);
  const state = outsideState({ form, view, sightings, snapshots: Object.values(channels) });
  const subjects = subjectsOf(view);
  return (
    <Panel title={t('outside.proof.title')}>
      <div className={styles.stack}>
        <div role="status" className={styles.stack}>
          <div className={styles.state}>
            <StateBadge {...looks[state]}>{t(`outside.state.${state}`)}</StateBadge>
          </div>
          <p className={styles.lead}>{t(`outside.stateHelp.${state}`)}</p>
        </div>
        {view.publicUrl !== null && <CopyValue value={view.publicUrl} label={t('outside.proof.inUse')} showLabel />}
        {subjects.length === 0 ? (
          <p className={styles.note}>{t('outside.proof.nobody')}</p>
        ) : (
          <ul className={styles.proofs} aria-label={t('outside.proof.title')}>
            {subjects.map((subject) => (
              <ProofLine key={`${subject.owner}/${subject.id}`} subject={subject} />
            ))}
          </ul>
        )}
        <p className={styles.note}>{t('outside.proof.note')}</p>
      </div>
    </Panel>
  );
}
