import type { ChannelStep } from '#shared/domain/setup/channel-form.ts';
import { setupChannelHref, setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import form from '../parts/Form.module.css';
import { stepBeside } from './step-state.ts';

/** Back, on, or away: everything is kept, so each of them may be taken at any time. */
export function StepFooter({ id, step }: { readonly id: string; readonly step: ChannelStep }) {
  const { t } = useTexts();
  const before = stepBeside(step, -1);
  const after = stepBeside(step, 1);
  return (
    <div className={form.buttons} data-print="off">
      {before !== null && (
        <ButtonLink href={setupChannelHref(id, before)}>
          {t('setup.channel.back', { step: t(`setup.channel.step.${before}`) })}
        </ButtonLink>
      )}
      {after !== null && (
        <ButtonLink href={setupChannelHref(id, after)} look="primary">
          {t('setup.channel.next', { step: t(`setup.channel.step.${after}`) })}
        </ButtonLink>
      )}
      <ButtonLink href={setupHref()} look="quiet">
        {t('setup.channel.later')}
      </ButtonLink>
    </div>
  );
}
