import { useId } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import type { IntegrationPartProps } from './CxoneFormPanel.tsx';
import styles from './Integration.module.css';
import { TileIcon } from './TileIcon.tsx';
import { onColor, writtenColor } from './tile-color.ts';

const icons = ['wechat', 'chat', 'ferry', 'custom'] as const;

/** Colour and icon of the button on Digital points of contact, with a preview. */
export function LookFields({ draft, problems }: IntegrationPartProps) {
  const { t } = useTexts();
  const pickerId = useId();
  const { color, icon, name } = draft.form;
  const drawn = writtenColor(color);
  return (
    <div className={styles.look}>
      <div className={form.stack}>
        <div className={styles.colorRow}>
          <FormField
            field="color"
            problems={problems}
            label={t('setup.integration.field.color')}
            help={t('setup.integration.help.color')}
            value={color}
            onChange={(value) => draft.change({ color: value })}
            maxLength={20}
          />
          <div className={styles.picker}>
            <label htmlFor={pickerId}>{t('setup.integration.pickColor')}</label>
            <input
              id={pickerId}
              type="color"
              value={drawn ?? '#888888'}
              onChange={(event) => draft.change({ color: event.currentTarget.value })}
            />
          </div>
        </div>
        <div>
          <p className={styles.label}>{t('setup.integration.field.icon')}</p>
          <Segmented
            label={t('setup.integration.field.icon')}
            value={icon}
            options={icons.map((value) => ({ value, label: t(`setup.integration.icon.${value}`) }))}
            onChange={(value) => draft.change({ icon: value })}
          />
          {icon === 'custom' && <p className={form.note}>{t('setup.integration.help.iconCustom')}</p>}
        </div>
      </div>
      <figure className={styles.preview}>
        <svg viewBox="0 0 120 84" width="120" height="84" aria-hidden="true" focusable="false">
          <rect width="120" height="84" rx="10" fill={drawn ?? '#888888'} />
          <svg x="44" y="14" width="32" height="32" color={onColor(drawn ?? '#888888')}>
            <TileIcon icon={icon} size={32} />
          </svg>
          <rect x="30" y="60" width="60" height="5" rx="2.5" fill={onColor(drawn ?? '#888888')} opacity="0.6" />
        </svg>
        <figcaption>
          <SafeText text={name.trim() === '' ? t('setup.unnamed') : name} maxLength={60} />
          <span>{t('setup.integration.previewNote')}</span>
        </figcaption>
      </figure>
    </div>
  );
}
