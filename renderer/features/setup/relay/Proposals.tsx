import type { SetupView } from '#shared/domain/setup/book.ts';
import { emptyRelayForm } from '#shared/domain/setup/relay-form.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import type { RelayDraft } from '../use-draft.ts';
import { isTaken, listenProposals } from './proposals.ts';
import styles from './Relay.module.css';

/** What fits the way that calls from the internet take, to be taken over by a press. */
export function Proposals({ view, draft }: { readonly view: SetupView; readonly draft: RelayDraft }) {
  const { t } = useTexts();
  const { way } = view.book.address;
  const { listen } = draft.form;
  const proposals = listenProposals(way, { listen, given: (view.given.relay ?? emptyRelayForm()).listen });
  if (way === 'not_chosen') {
    return (
      <p className={styles.hint}>
        {t('setupRelay.proposal.notChosen')} <a href={setupHref('outside')}>{t('setup.toOutside')}</a>
      </p>
    );
  }
  return (
    <div className={styles.proposals}>
      <p>
        {t('setupRelay.proposal.title', { way: t(`outside.way.${way}`) })}{' '}
        <a href={setupHref('outside')}>{t('setupRelay.proposal.other')}</a>
      </p>
      <ul>
        {proposals.map((proposal) => {
          const taken = isTaken(proposal, listen);
          const words = t(`setupRelay.proposal.${proposal.name}`, { port: proposal.listen.port });
          return (
            <li key={proposal.name}>
              <span>{words}</span>
              {taken ? (
                <span className={styles.taken}>
                  <Sign name="check" />
                  {t(proposal.isIncomplete ? 'setupRelay.proposal.takenIncomplete' : 'setupRelay.proposal.taken')}
                </span>
              ) : (
                <Button
                  size="small"
                  aria-label={t('app.labelled', { label: t('setupRelay.proposal.use'), value: words })}
                  onClick={() => draft.change({ listen: proposal.listen })}
                >
                  {t('setupRelay.proposal.use')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
