import type { DeskNotice } from '#shared/domain/desk.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';

interface NoticesProps {
  readonly notices: readonly DeskNotice[];
  readonly onChoose: (number: string) => void;
}

/** What the user must be told, newest first. */
export function Notices({ notices, onChoose }: NoticesProps) {
  const { t, time } = usePageTexts();
  if (notices.length === 0) return null;
  return (
    <Panel title={t('agent.notices')}>
      <div role="log" aria-label={t('agent.notices')}>
        <ul className={parts.list}>
          {notices
            .slice(-8)
            .reverse()
            .map(({ id, at, kind, number, customer, by, reason }) => (
              <li key={id}>
                <button type="button" onClick={() => onChoose(number)}>
                  <span>{t(`notices.${kind}`, { customer, by: by ?? '', reason: reason ?? '' })}</span>
                  <small>{time(at)}</small>
                </button>
              </li>
            ))}
        </ul>
      </div>
    </Panel>
  );
}
