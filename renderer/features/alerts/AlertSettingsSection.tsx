import type { AlertSinkName } from '#shared/domain/alerts.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { DesktopForm } from './DesktopForm.tsx';
import { EmailForm } from './EmailForm.tsx';
import { HeartbeatForm } from './HeartbeatForm.tsx';
import { SlaForm } from './SlaForm.tsx';
import { TimesForm } from './TimesForm.tsx';
import { WebhookForm } from './WebhookForm.tsx';

/** The state of each way is asked for again this often, milliseconds. */
const renewMs = 30_000;

/** How people are told: on this computer, in a chat, by e-mail, and by silence. */
export function AlertSettingsSection() {
  const { t } = useTexts();
  const client = useClient();
  const now = useNow();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const settings = useAnswer('alerts', () => client.invoke('alerts.get', null), { enabled: relayRuns });
  const sinks = useAnswer('sinks', () => client.invoke('alerts.status', null), {
    version: Math.floor(now / renewMs),
    enabled: relayRuns,
  });
  if (settings.value === null) {
    if (settings.error !== null) {
      return <LoadFailed error={settings.error} busy={settings.asking} onRetry={settings.ask} />;
    }
    return relayRuns ? (
      <Empty busy title={t('alerts.loading')} />
    ) : (
      <LoadFailed
        error={{ code: 'RELAY_NOT_RUNNING', value: null, platformCode: null }}
        busy={false}
        onRetry={settings.ask}
      />
    );
  }
  const statusOf = (sink: AlertSinkName) => sinks.value?.find((one) => one.sink === sink);
  const shared = { settings: settings.value, onSaved: settings.take };
  return (
    <>
      <DesktopForm {...shared} />
      <TimesForm {...shared} />
      <SlaForm {...shared} />
      <WebhookForm {...shared} status={statusOf('webhook')} onTested={sinks.ask} />
      <EmailForm {...shared} status={statusOf('email')} onTested={sinks.ask} />
      <HeartbeatForm {...shared} status={statusOf('heartbeat')} onTested={sinks.ask} />
    </>
  );
}
