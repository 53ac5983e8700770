import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import form from './Form.module.css';

/** Why a list of the tenant cannot be chosen from; nothing when it can. */
export function ListNote({ list }: { readonly list: Pick<TenantLists['scripts'], 'state' | 'code'> }) {
  const { t } = useTexts();
  if (list.state === 'read') return null;
  if (list.code !== null && list.state === 'failed') {
    return <ErrorNote error={{ code: list.code, value: null, platformCode: null }} />;
  }
  return <p className={form.note}>{t('setup.channel.tenant.notOffered')}</p>;
}
