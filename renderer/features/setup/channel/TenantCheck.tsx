import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { SelectBox } from '#renderer/ui/SelectBox.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { useNow } from '#renderer/lib/use-now.ts';
import { ListNote } from '../parts/ListNote.tsx';
import form from '../parts/Form.module.css';
import { useTenant } from '../parts/use-tenant.ts';

interface TenantCheckProps {
  readonly integration: string;
  readonly channelId: string;
  readonly onChoose: (channelId: string) => void;
}

/** Whether the tenant has a channel with this id, and which it has. */
export function TenantCheck({ integration, channelId, onChoose }: TenantCheckProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const tenant = useTenant(integration, { atOnce: true });
  if (!tenant.canAsk) return null;
  const list = tenant.lists?.channels ?? null;
  const wanted = channelId.trim().toLowerCase();
  const found = list?.items.find(({ id }) => id.toLowerCase() === wanted);
  return (
    <div className={form.stack}>
      <div className={form.buttons}>
        <Button size="small" busy={tenant.asking} onClick={tenant.ask}>
          {t('setup.channel.tenant.look')}
        </Button>
        {tenant.lists !== null && (
          <span className={form.note}>{t('setup.channel.tenant.at', { age: format.age(tenant.lists.at, now) })}</span>
        )}
      </div>
      {tenant.error !== null && <LoadFailed error={tenant.error} busy={tenant.asking} onRetry={tenant.ask} />}
      {list !== null && list.state !== 'read' && <ListNote list={list} />}
      {list?.state === 'read' && wanted !== '' && (
        <p role="status">
          <StateBadge
            tone={found === undefined ? 'warn' : 'ok'}
            sign={found === undefined ? 'question' : 'check'}
            size="small"
          >
            {found === undefined ? t('setup.channel.tenant.missing') : t('setup.channel.tenant.found')}
          </StateBadge>{' '}
          {found !== undefined && <SafeText text={found.name} />}
        </p>
      )}
      {list?.state === 'read' && list.items.length > 0 && found === undefined && (
        <SelectBox
          label={t('setup.channel.tenant.choose')}
          placeholder={t('setup.channel.tenant.choose')}
          value={null}
          options={list.items.map(({ id, name }) => ({ value: id, label: name === '' ? id : name }))}
          onChange={(id) => {
            if (id !== null) onChoose(id);
          }}
        />
      )}
    </div>
  );
}
