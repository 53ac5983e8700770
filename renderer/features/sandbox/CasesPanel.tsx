import { useState } from 'react';
import type { SandboxCase, SandboxCaseAct, SandboxCaseResult, SandboxCases } from '#shared/domain/sandbox-case.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { CaseLine } from './CaseLine.tsx';
import styles from './CasesPanel.module.css';

/** Agents and relay change cases too. */
const askEveryMs = 3_000;

/** The simulated tenant's cases, with what an agent could do to each. */
export function CasesPanel() {
  const { t } = useTexts();
  const client = useClient();
  const now = useNow();
  const version = Math.floor(now / askEveryMs);
  const answer = useAnswer('cases', () => client.invoke('sandbox.cases', null), { version });
  return (
    <Panel title={t('faults.cases.title')} flush>
      {answer.error !== null && <LoadFailed error={answer.error} busy={answer.asking} onRetry={answer.ask} />}
      {answer.value !== null && <Cases cases={answer.value} now={now} onChanged={answer.take} />}
    </Panel>
  );
}

interface CasesProps {
  readonly cases: SandboxCases;
  readonly now: number;
  readonly onChanged: (cases: SandboxCases) => void;
}

function Cases({ cases, now, onChanged }: CasesProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const [wanted, setWanted] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<SandboxCaseResult['outcome']>('done');
  const people = cases.agents.filter(({ isBot }) => !isBot);
  const agent = people.find(({ id }) => String(id) === wanted) ?? people[0];
  const act = useAction(async (one: SandboxCase, deed: SandboxCaseAct) => {
    const result = await client.invoke('sandbox.caseAct', { number: one.number, act: deed });
    setOutcome(result.outcome);
    onChanged(result.cases);
  });
  const agents = useAction(async (auto: boolean) => onChanged(await client.invoke('sandbox.setAgents', { auto })));
  const failure = [act.state, agents.state].find((state) => state.kind === 'failed');
  return (
    <>
      <div className={styles.head}>
        <p className={styles.help}>{t('faults.cases.help')}</p>
        <div className={styles.tools}>
          {agent !== undefined && (
            <Choice<string>
              label={t('faults.cases.agent')}
              value={String(agent.id)}
              options={people.map(({ id, name }) => ({ value: String(id), label: drawnText(name, 80).text }))}
              onChange={setWanted}
            />
          )}
          <Toggle label={t('faults.cases.auto')} checked={cases.auto} onChange={(auto) => agents.start(auto)} />
        </div>
        {failure?.kind === 'failed' && <ErrorNote error={failure.error} />}
        <p role="status" className={styles.help}>
          {outcome === 'not_possible' && t('faults.cases.notPossible')}
          {outcome === 'refused' && t('faults.cases.refused')}
        </p>
      </div>
      {cases.cases.length === 0 && <p className={styles.none}>{t('faults.cases.none')}</p>}
      <ul>
        {cases.cases.map((one) => (
          <CaseLine
            key={one.number}
            one={one}
            agents={cases.agents}
            agentId={agent?.id ?? null}
            busy={act.state.kind === 'running'}
            now={now}
            onAct={(deed) => act.start(one, deed)}
          />
        ))}
      </ul>
      {cases.total > cases.cases.length && (
        <p className={styles.none}>
          {t('faults.cases.more', { rest: format.number(cases.total - cases.cases.length) })}
        </p>
      )}
    </>
  );
}
