import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import form from '../parts/Form.module.css';
import type { ChannelDraft } from '../use-draft.ts';

const languages = ['zh', 'en', 'nl'] as const;

/** In which language Veerpont's own short notes are written: to the customer, and to agents. */
export function LanguageFields({ draft }: { readonly draft: ChannelDraft }) {
  const { t } = useTexts();
  const options = languages.map((value) => ({ value, label: t(`language.${value}`) }));
  return (
    <div className={form.row}>
      <Choice
        label={t('setup.channel.field.customerLanguage')}
        help={t('setup.channel.help.customerLanguage')}
        value={draft.form.customerLanguage}
        options={options}
        onChange={(customerLanguage) => draft.change({ customerLanguage })}
      />
      <Choice
        label={t('setup.channel.field.agentLanguage')}
        help={t('setup.channel.help.agentLanguage')}
        value={draft.form.agentLanguage}
        options={options}
        onChange={(agentLanguage) => draft.change({ agentLanguage })}
      />
    </div>
  );
}
