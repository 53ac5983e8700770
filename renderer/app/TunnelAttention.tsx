import type { TunnelState } from '#shared/domain/setup/tunnel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Attention } from './Attention.tsx';

/** The tunnel program does not run any more: neither WeChat nor CXone can come in through it. */
export function TunnelAttention({ state }: { readonly state: TunnelState }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const value = state.value === null ? null : isolated(state.value);
  const sentence = sentenceFor(language, state.code ?? 'TUNNEL_GAVE_UP', value);
  const facts = [
    t('time.since', { time: format.moment(state.since, now) }),
    ...(state.nextStartAt === null ? [] : [t('outside.tunnel.next', { when: format.until(state.nextStartAt, now) })]),
    ...(state.code === null ? [] : [t('proof.code', { code: state.code })]),
  ];
  return (
    <Attention
      tone="bad"
      title={sentence.title}
      facts={facts}
      action={
        <ButtonLink href={setupHref('outside')} look="primary">
          {t('outside.tunnel.toTunnel')}
        </ButtonLink>
      }
    >
      <p>{t('outside.tunnel.nobodyComesIn')}</p>
      <p>{sentence.help}</p>
    </Attention>
  );
}
