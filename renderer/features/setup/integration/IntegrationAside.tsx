import { useState } from 'react';
import type { IntegrationEntry, SetupView } from '#shared/domain/setup/book.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import type { SetupContext } from '#shared/setup/context.ts';
import { canHandOver } from '#shared/setup/integration-rules.ts';
import { setupHandOverHref } from '#renderer/lib/setup-routes.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import form from '../parts/Form.module.css';
import { DuplicateDialog } from '../parts/DuplicateDialog.tsx';
import { RemoveDialog } from '../parts/RemoveDialog.tsx';
import { SightingLine } from '../parts/SightingLine.tsx';
import styles from './Integration.module.css';

/** Calls to addresses that nobody published: kept and answered "not found". */
function UnknownCalls({ id }: { readonly id: string }) {
  const { t, format } = useTexts();
  const now = useNow();
  const sightings = useConsole((state) => state.sightings);
  const calls = sightings.filter(
    (one) => one.owner === 'integration' && one.ownerId === id && one.kind === 'unknown_call',
  );
  if (calls.length === 0) return null;
  return (
    <div>
      <p>{t('setup.integration.unknownCalls', { count: calls.length })}</p>
      <ul className={styles.calls}>
        {calls.map((call) => (
          <li key={call.detail ?? ''}>
            <code>
              <SafeText text={call.detail ?? '–'} maxLength={120} />
            </code>
            <small>
              {t('setup.integration.unknownCall', { count: call.count, time: format.moment(call.lastAt, now) })}
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AsideProps {
  readonly view: SetupView;
  readonly entry: IntegrationEntry;
  readonly form: IntegrationForm;
  readonly ctx: SetupContext;
}

/** What CXone was seen to do, the hand-over sheet, and what may be done with the integration as a whole. */
export function IntegrationAside({ view, entry, form: typed, ctx }: AsideProps) {
  const { t } = useTexts();
  const [dialog, setDialog] = useState<'duplicate' | 'remove' | null>(null);
  const users = view.book.channels.filter(({ draft }) => draft.integration === typed.id);
  return (
    <>
      <Panel title={t('setup.integration.seen')}>
        <div className={form.stack}>
          {entry.applied === null && <p className={form.note}>{t('setup.integration.seenBefore')}</p>}
          <SightingLine owner="integration" ownerId={typed.id} kind="token_fetched" />
          <SightingLine owner="integration" ownerId={typed.id} kind="box_called" />
          <UnknownCalls id={typed.id} />
        </div>
      </Panel>
      <Panel title={t('setup.integration.sheet')}>
        <div className={form.stack}>
          <p className={form.note}>
            {canHandOver(typed, ctx) ? t('setup.integration.sheetReady') : t('setup.integration.sheetNotReady')}
          </p>
          <div className={form.buttons}>
            <ButtonLink href={setupHandOverHref(typed.id)} size="small">
              {t('setup.integration.toHandOver')}
            </ButtonLink>
          </div>
        </div>
      </Panel>
      <Panel title={t('setup.more')}>
        <div className={form.buttons}>
          <Button size="small" onClick={() => setDialog('duplicate')}>
            {t('setup.duplicate.button')}
          </Button>
          <Button size="small" onClick={() => setDialog('remove')}>
            {t('setup.remove.button')}
          </Button>
        </div>
      </Panel>
      {dialog === 'duplicate' && (
        <DuplicateDialog kind="integration" id={typed.id} name={typed.name} onClose={() => setDialog(null)} />
      )}
      {dialog === 'remove' && (
        <RemoveDialog
          kind="integration"
          id={typed.id}
          name={entry.applied?.name ?? typed.name}
          isApplied={entry.applied !== null}
          usedBy={users.map(({ draft }) => draft.name)}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
