import type { SandboxAgent, SandboxCase, SandboxCaseAct } from '#shared/domain/sandbox-case.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './CasesPanel.module.css';

type Word = 'assign' | 'unassign' | 'answer' | 'answerAsBot' | 'resolve' | 'close' | 'reopen';

interface CaseLineProps {
  readonly one: SandboxCase;
  readonly agents: readonly SandboxAgent[];
  /** Who does it. */
  readonly agentId: number | null;
  readonly busy: boolean;
  readonly now: number;
  readonly onAct: (act: SandboxCaseAct) => void;
}

export function CaseLine({ one, agents, agentId, busy, now, onAct }: CaseLineProps) {
  const { t, format } = useTexts();
  const channel = useConsole((state) => state.channels[one.channelId]?.name) ?? one.channelId;
  const holder = agents.find(({ id }) => id === one.agentId)?.name ?? null;
  const bot = agents.find(({ isBot }) => isBot);
  const status = t(`faults.cases.status.${one.status}`);
  const deeds: readonly (readonly [Word, SandboxCaseAct])[] = [
    one.agentId === null || one.agentId !== agentId
      ? ['assign', { act: 'assign', agentId }]
      : ['unassign', { act: 'unassign' }],
    ['answer', { act: 'answer', agentId, text: t('faults.cases.answerText') }],
    ...(bot === undefined
      ? []
      : [['answerAsBot', { act: 'answer', agentId: bot.id, text: t('faults.cases.botText') }] as const]),
    one.status === 'resolved'
      ? ['reopen', { act: 'status', status: 'open' }]
      : ['resolve', { act: 'status', status: 'resolved' }],
    ['close', { act: 'status', status: 'closed' }],
  ];
  return (
    <li className={styles.line} data-case={one.number}>
      <div className={styles.words}>
        <p>
          <strong>{one.number}</strong> · {isolated(one.customer)} · {isolated(channel)}
        </p>
        <p className={styles.help}>
          {t('faults.cases.since', { status, time: format.moment(one.statusAt, now) })} ·{' '}
          {holder === null ? t('faults.cases.unassigned') : isolated(holder)}
        </p>
        {one.lastMessage !== null && (
          <p className={styles.help}>
            <SafeText text={one.lastMessage.text} maxLength={120} />
          </p>
        )}
      </div>
      <div className={styles.deeds}>
        {deeds.map(([word, deed]) => (
          <Button
            key={word}
            size="small"
            busy={busy}
            aria-label={t('faults.cases.of', { act: t(`faults.cases.${word}`), number: one.number })}
            onClick={() => onAct(deed)}
          >
            {t(`faults.cases.${word}`)}
          </Button>
        ))}
      </div>
    </li>
  );
}
