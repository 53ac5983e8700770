import type { AddressForm, SetupView } from '#shared/domain/setup/book.ts';
import type { Sighting, SightingKind } from '#shared/domain/setup/sighting.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
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
  /** In the order in which they are told; the first one is what is asked for. */
  readonly kinds: readonly [ProofKind, ProofKind];
}

type ProofKind = Extract<SightingKind, 'webhook_verified' | 'pushed' | 'token_fetched' | 'box_called'>;

const kindsOf = {
  channel: ['webhook_verified', 'pushed'],
  integration: ['token_fetched', 'box_called'],
} as const satisfies Record<Sighting['owner'], readonly ProofKind[]>;

/** Whose calls prove the address: WeChat's for each channel, CXone's for each integration. */
function subjectsOf({ book, given }: SetupView): readonly Subject[] {
  const channels = [...book.channels.map(({ draft }) => draft), ...given.channels];
  const integrations = [...book.integrations.map(({ draft }) => draft), ...given.integrations];
  return [
    ...channels.map(({ id, name }) => ({ owner: 'channel', id, name, kinds: kindsOf.channel }) as const),
    ...integrations.map(({ id, name }) => ({ owner: 'integration', id, name, kinds: kindsOf.integration }) as const),
  ];
}

/** What was seen under the present address, else what was seen under an old one; undefined: nothing ever. */
function proofOf(sightings: readonly Sighting[], { owner, id, kinds }: Subject): Sighting | undefined {
  const ofThis = kinds.flatMap((kind) =>
    sightings.filter((one) => one.owner === owner && one.ownerId === id && one.kind === kind),
  );
  return ofThis.find(({ current }) => current !== false) ?? ofThis[0];
}

const lineLooks = {
  never: { tone: 'info', sign: 'cycle' },
  old: { tone: 'unsure', sign: 'question' },
  seen: { tone: 'ok', sign: 'check' },
} as const;

function ProofLine({ subject }: { readonly subject: Subject }) {
  const { t, format } = useTexts();
  const now = useNow();
  const seen = useConsole((state) => proofOf(state.sightings, subject));
  const look = seen === undefined ? 'never' : seen.current === false ? 'old' : 'seen';
  const time = seen === undefined ? '' : format.moment(seen.lastAt, now);
  return (
    <li className={styles.proof}>
      <strong>
        <SafeText text={subject.name.trim() === '' ? t('setup.unnamed') : subject.name} maxLength={80} wrap />
      </strong>
      <StateBadge {...lineLooks[look]} size="small">
        {t(`setup.sighting.${look === 'never' ? 'waiting' : look}`)}
      </StateBadge>
      <span>
        {seen === undefined && t(`setup.sighting.never.${subject.kinds[0]}`)}
        {look === 'seen' && t(`setup.sighting.at.${kindOf(seen, subject)}`, { time })}
        {look === 'old' && t('setup.sighting.oldAt', { address: isolated(seen?.under ?? '—'), time })}
      </span>
    </li>
  );
}

const kindOf = (seen: Sighting | undefined, { kinds }: Subject): ProofKind =>
  kinds.find((kind) => kind === seen?.kind) ?? kinds[0];

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
